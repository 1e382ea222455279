/** What containers run, by the name of their image. */
@NullMarked
package dev.firedrill.backend.simulated.program;

import org.jspecify.annotations.NullMarked;
