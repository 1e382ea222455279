package dev.firedrill.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in hexadecimal. */
public final class Digests {

  private Digests() {}

  /** The digest of the content. */
  public static String sha256(byte[] content) {
    return HexFormat.of().formatHex(raw(content));
  }

  static byte[] raw(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
