/**
 * The simulated cluster behind real sockets on loopback: HTTPS for each API server and the load
 * balancer, gRPC for each etcd member.
 */
@NullMarked
package dev.firedrill.backend.simulated.wire;

import org.jspecify.annotations.NullMarked;
