/** Clusters whose machines are containers of a Docker engine. */
@NullMarked
package dev.firedrill.backend.containers;

import org.jspecify.annotations.NullMarked;
