/** The programs of a simulated machine's disk, and the shell that finds them by an argv. */
@NullMarked
package dev.firedrill.backend.simulated.shell;

import org.jspecify.annotations.NullMarked;
