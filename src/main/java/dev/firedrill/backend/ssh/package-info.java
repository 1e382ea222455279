/** Machines that are reached by SSH: clusters that Firedrill did not make. */
@NullMarked
package dev.firedrill.backend.ssh;

import org.jspecify.annotations.NullMarked;
