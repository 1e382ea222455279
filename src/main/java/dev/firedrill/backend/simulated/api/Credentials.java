package dev.firedrill.backend.simulated.api;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * By what a client says who it is.
 *
 * @param certificate its certificate, or null; that it holds the key is taken for granted
 * @param token a bearer token, or empty
 */
public record Credentials(@Nullable X509Certificate certificate, String token) {}
