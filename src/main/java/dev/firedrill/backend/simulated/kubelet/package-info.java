/** The node agent: static pods, pods bound to its node, node status and lease. */
@NullMarked
package dev.firedrill.backend.simulated.kubelet;

import org.jspecify.annotations.NullMarked;
