/** API servers and how they are spoken to. */
@NullMarked
package dev.firedrill.backend.simulated.api;

import org.jspecify.annotations.NullMarked;
