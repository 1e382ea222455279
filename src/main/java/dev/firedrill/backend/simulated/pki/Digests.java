package dev.firedrill.backend.simulated.pki;

import dev.firedrill.model.Sha256;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;

/** Digests that identify keys and certificates. */
public final class Digests {

  private Digests() {}

  /** The digest of a public key as kubeadm's discovery compares it, {@code sha256:...}. */
  public static String ofKey(PublicKey key) {
    return "sha256:" + Sha256.hex(key.getEncoded());
  }

  /** A positive number of 63 bits that depends on both. */
  static BigInteger number(String text, byte[] more) {
    byte[] digest = Sha256.of(text.getBytes(StandardCharsets.UTF_8), more);
    return new BigInteger(1, Arrays.copyOf(digest, 8)).clearBit(63).setBit(62);
  }
}
