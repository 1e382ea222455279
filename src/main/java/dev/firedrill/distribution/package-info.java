/** How one distribution does each verb: its paths, services, order and commands. */
@NullMarked
package dev.firedrill.distribution;

import org.jspecify.annotations.NullMarked;
