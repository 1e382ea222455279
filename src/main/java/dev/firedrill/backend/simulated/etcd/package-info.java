/** etcd members: raft membership, quorum and one replicated key space. */
@NullMarked
package dev.firedrill.backend.simulated.etcd;

import org.jspecify.annotations.NullMarked;
