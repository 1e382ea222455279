package dev.firedrill.backend.simulated.kernel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A digest of everything that happened and of every choice made: two runs with the same trace went
 * the same way.
 */
public final class Trace {

  private static final int BUFFER = 8192;

  private final MessageDigest digest;
  private final byte[] noted = new byte[BUFFER];
  private int length;

  Trace() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Takes this into the digest; meant for facts that must not differ between equal runs. */
  public void note(String fact) {
    byte[] bytes = fact.getBytes(StandardCharsets.UTF_8);
    if (length + bytes.length + 1 > BUFFER) {
      flush();
    }
    if (bytes.length + 1 > BUFFER) {
      digest.update(bytes);
    } else {
      System.arraycopy(bytes, 0, noted, length, bytes.length);
      length += bytes.length;
    }
    noted[length++] = '\n';
  }

  /** The digest of what was noted so far, in hexadecimal. */
  public String hash() {
    flush();
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 of the JDK can be cloned", e);
    }
  }

  private void flush() {
    digest.update(noted, 0, length);
    length = 0;
  }
}
