/** The simulation's clock, events, chance and trace: one thread, one seed, no other source. */
@NullMarked
package dev.firedrill.backend.simulated.kernel;

import org.jspecify.annotations.NullMarked;
