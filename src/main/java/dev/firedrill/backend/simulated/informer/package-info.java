/** Cached views of an API, asked for anew only where something changed. */
@NullMarked
package dev.firedrill.backend.simulated.informer;

import org.jspecify.annotations.NullMarked;
