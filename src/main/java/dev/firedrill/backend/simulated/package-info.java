/**
 * The simulated cluster: deterministic, in memory, interpreting the commands that operations issue.
 */
@NullMarked
package dev.firedrill.backend.simulated;

import org.jspecify.annotations.NullMarked;
