package dev.firedrill.distribution;

/**
 * What a machine needs to join: secrets of which only the distribution that made it knows what they
 * are, and which may expire within hours. Its text tells none of them.
 */
public interface JoinTicket {}
