package dev.firedrill.backend.simulated.network;

/** What answers at an address: an API server, an etcd member, a load balancer, a pod. */
public interface Listener {}
