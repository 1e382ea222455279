/** The controller manager and the scheduler. */
@NullMarked
package dev.firedrill.backend.simulated.control;

import org.jspecify.annotations.NullMarked;
