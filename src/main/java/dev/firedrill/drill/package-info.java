/** The order of a drill: create, baseline, load, change or fault, recover, converge. */
@NullMarked
package dev.firedrill.drill;

import org.jspecify.annotations.NullMarked;
