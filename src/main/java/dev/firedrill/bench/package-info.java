/** Figures of runs: how long each phase took, read from the recorded history. */
@NullMarked
package dev.firedrill.bench;

import org.jspecify.annotations.NullMarked;
