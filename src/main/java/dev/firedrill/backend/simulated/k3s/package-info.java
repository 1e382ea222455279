/** k3s: one process that is a server or an agent, and the programs that its one file is. */
@NullMarked
package dev.firedrill.backend.simulated.k3s;

import org.jspecify.annotations.NullMarked;
