/** Named conditions; a wait that ends in vain says what was expected and what was seen last. */
@NullMarked
package dev.firedrill.waiting;

import org.jspecify.annotations.NullMarked;
