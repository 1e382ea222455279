/** What Firedrill needs of a cluster and of the world; backends implement it. */
@NullMarked
package dev.firedrill.ports;

import org.jspecify.annotations.NullMarked;
