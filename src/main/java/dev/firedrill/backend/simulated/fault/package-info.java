/** Faults that strike a simulated cluster at moments that a schedule names, and are healed. */
@NullMarked
package dev.firedrill.backend.simulated.fault;

import org.jspecify.annotations.NullMarked;
