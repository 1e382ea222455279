/**
 * One class an operator's verb; the order and the safety of it, on any backend and distribution.
 */
@NullMarked
package dev.firedrill.operations;

import org.jspecify.annotations.NullMarked;
