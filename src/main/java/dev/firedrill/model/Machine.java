package dev.firedrill.model;

/**
 * One machine of a topology.
 *
 * @param name its host name and node name
 * @param role what it does
 * @param address its fixed IPv4 address
 */
public record Machine(NodeName name, NodeRole role, String address) {}
