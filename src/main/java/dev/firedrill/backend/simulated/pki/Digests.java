package dev.firedrill.backend.simulated.pki;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/** Digests that identify keys and certificates. */
public final class Digests {

  private Digests() {}

  /** The digest of a public key as kubeadm's discovery compares it, {@code sha256:...}. */
  public static String ofKey(PublicKey key) {
    return "sha256:" + HexFormat.of().formatHex(sha256(new byte[0], key.getEncoded()));
  }

  /** The SHA-256 of a content, in hexadecimal. */
  public static String sha256(byte[] content) {
    return HexFormat.of().formatHex(sha256(content, new byte[0]));
  }

  /** A positive number of 63 bits that depends on both. */
  static BigInteger number(String text, byte[] more) {
    byte[] digest = sha256(text.getBytes(StandardCharsets.UTF_8), more);
    return new BigInteger(1, Arrays.copyOf(digest, 8)).clearBit(63).setBit(62);
  }

  private static byte[] sha256(byte[] one, byte[] other) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(one);
      digest.update(other);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
