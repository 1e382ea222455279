/** Objects as the tables that API servers give to clients that print. */
@NullMarked
package dev.firedrill.backend.simulated.table;

import org.jspecify.annotations.NullMarked;
