package dev.firedrill.backup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The form in which a file of a backup is stored encrypted, version 1. In order:
 *
 * <pre>
 *  8 bytes   "FDBACKUP"
 *  1 byte    version, 1
 *  8 bytes   id of the key
 * 32 bytes   salt
 *  n bytes   AES-256-GCM of the content
 * 16 bytes   its tag; header and name of the file are authenticated too
 * </pre>
 *
 * @param keyId the id of the key, in hexadecimal
 * @param salt of which the file's own key and nonce are derived
 * @param ciphertext the encrypted content, its tag at the end
 */
record EncryptedFile(String keyId, byte[] salt, byte[] ciphertext) {

  static final int SALT_BYTES = 32;
  static final int KEY_ID_BYTES = 8;
  private static final byte[] MAGIC = "FDBACKUP".getBytes(StandardCharsets.US_ASCII);
  private static final byte VERSION = 1;
  private static final int HEADER_BYTES = MAGIC.length + 1 + KEY_ID_BYTES + SALT_BYTES;
  private static final int TAG_BYTES = 16;

  /** What precedes the ciphertext. */
  static byte[] header(String keyId, byte[] salt) {
    return ByteBuffer.allocate(HEADER_BYTES)
        .put(MAGIC)
        .put(VERSION)
        .put(HexFormat.of().parseHex(keyId))
        .put(salt)
        .array();
  }

  byte[] header() {
    return header(keyId, salt);
  }

  byte[] bytes() {
    return ByteBuffer.allocate(HEADER_BYTES + ciphertext.length)
        .put(header())
        .put(ciphertext)
        .array();
  }

  /**
   * Takes it apart; nothing is decrypted.
   *
   * @throws BackupUnusable where it is none, or too short to be one
   */
  static EncryptedFile parse(String name, byte[] stored) {
    if (stored.length < HEADER_BYTES + TAG_BYTES) {
      throw unusable(name, "%d bytes, fewer than any has".formatted(stored.length));
    }
    if (!Arrays.equals(MAGIC, Arrays.copyOf(stored, MAGIC.length))) {
      throw unusable(name, "something that is not encrypted, or was altered");
    }
    if (stored[MAGIC.length] != VERSION) {
      throw unusable(name, "version " + stored[MAGIC.length] + " of the format");
    }
    int id = MAGIC.length + 1;
    int salt = id + KEY_ID_BYTES;
    return new EncryptedFile(
        HexFormat.of().formatHex(stored, id, salt),
        Arrays.copyOfRange(stored, salt, HEADER_BYTES),
        Arrays.copyOfRange(stored, HEADER_BYTES, stored.length));
  }

  private static BackupUnusable unusable(String name, String seen) {
    return new BackupUnusable(
        "decrypting " + name + " of the backup",
        "a file encrypted by Firedrill, version " + VERSION + " of the format",
        seen,
        "find another copy of the backup; nothing was changed");
  }
}
