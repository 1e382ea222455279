/** One class a fault: it breaks something, says whether that is seen to be broken, and heals it. */
@NullMarked
package dev.firedrill.fault;

import org.jspecify.annotations.NullMarked;
