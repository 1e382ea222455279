/** Clients of the simulated cluster: the Kubernetes client in memory, etcd's administration. */
@NullMarked
package dev.firedrill.backend.simulated.access;

import org.jspecify.annotations.NullMarked;
