/** Pure checkers: a saved history and what was expected of it give a verdict. */
@NullMarked
package dev.firedrill.verdict;

import org.jspecify.annotations.NullMarked;
