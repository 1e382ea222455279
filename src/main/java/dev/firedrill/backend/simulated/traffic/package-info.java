/** How requests find their way: service proxies, node ports and the load balancer. */
@NullMarked
package dev.firedrill.backend.simulated.traffic;

import org.jspecify.annotations.NullMarked;
