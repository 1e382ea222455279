package dev.firedrill.distribution;

import java.time.Instant;

/**
 * A certificate in use on a node.
 *
 * @param file the file it was read from
 * @param subject whom it names
 * @param issuer who signed it
 * @param notAfter when it expires
 */
public record NodeCertificate(String file, String subject, String issuer, Instant notAfter) {}
