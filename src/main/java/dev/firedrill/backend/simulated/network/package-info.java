/** Who listens where, and who can reach whom. */
@NullMarked
package dev.firedrill.backend.simulated.network;

import org.jspecify.annotations.NullMarked;
