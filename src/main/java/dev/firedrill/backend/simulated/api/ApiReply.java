package dev.firedrill.backend.simulated.api;

/** An answer of an API server. */
public record ApiReply(int status, String contentType, byte[] body) {}
