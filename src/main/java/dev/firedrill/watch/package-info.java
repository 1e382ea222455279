/** Watches a cluster from outside while it is changed, and records what it looked like when. */
@NullMarked
package dev.firedrill.watch;

import org.jspecify.annotations.NullMarked;
