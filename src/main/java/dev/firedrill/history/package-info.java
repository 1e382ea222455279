/** What was observed while a drill ran, append-only; verdicts are pure functions of it. */
@NullMarked
package dev.firedrill.history;

import org.jspecify.annotations.NullMarked;
