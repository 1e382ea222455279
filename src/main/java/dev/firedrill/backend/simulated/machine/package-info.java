/** Machines: files, units, containers, and the programs that understand an argument vector. */
@NullMarked
package dev.firedrill.backend.simulated.machine;

import org.jspecify.annotations.NullMarked;
