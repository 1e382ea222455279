package dev.firedrill.backend.simulated.pki;

import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;

/** A certificate and its private key. */
public record Issued(X509Certificate certificate, ECPrivateKey key) {

  /** The certificate as PEM. */
  public String certificatePem() {
    return Pem.of(certificate);
  }

  /** The key as PEM. */
  public String keyPem() {
    return Pem.of(key);
  }
}
