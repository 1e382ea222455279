package dev.firedrill.backup;

import dev.firedrill.model.Seed;
import dev.firedrill.model.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.jspecify.annotations.Nullable;

/**
 * What backups are encrypted with. Each file has a key and a nonce of its own, derived (HKDF with
 * SHA-256, RFC 5869) from this one and a salt; the salt is the HMAC of the file's name and content.
 * So nothing is left to chance, no nonce comes twice with other content under the same key, and
 * equal content under an equal name gives equal files, which is all that they tell.
 */
public final class BackupKey {

  private static final int BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final byte[] secret;
  private final String id;

  private BackupKey(byte[] secret) {
    this.secret = secret.clone();
    this.id = HexFormat.of().formatHex(derive(null, "key id", EncryptedFile.KEY_ID_BYTES));
  }

  /**
   * The key that a key file holds: 32 random bytes in base64, as {@code openssl rand -base64 32}
   * writes them.
   *
   * @throws IllegalArgumentException where it is none; the message does not repeat the text
   */
  public static BackupKey parse(String text) {
    byte[] secret;
    try {
      secret = Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      // Not the cause, which would quote the text.
      secret = new byte[0];
    }
    if (secret.length != BYTES) {
      throw new IllegalArgumentException(
          "expected 32 random bytes in base64, as \"openssl rand -base64 32\" writes them; saw %d"
                  .formatted(text.strip().length())
              + " characters that are none");
    }
    return new BackupKey(secret);
  }

  /** The key of a simulated drill, whose secrets are nobody's. */
  public static BackupKey ofSeed(Seed seed) {
    String text = "the backups of simulated drills, seed " + seed;
    return new BackupKey(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** What tells it from other keys and says nothing of it: 16 hexadecimal digits. */
  public String id() {
    return id;
  }

  /**
   * Encrypts the content.
   *
   * @param name the file's name in the set; it cannot be decrypted under another
   */
  byte[] encrypt(String name, byte[] content) {
    byte[] named = name.getBytes(StandardCharsets.UTF_8);
    Mac mac = mac("salts");
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(named.length).array());
    mac.update(named);
    byte[] salt = mac.doFinal(content);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, name, salt, EncryptedFile.header(id, salt));
      return new EncryptedFile(id, salt, cipher.doFinal(content)).bytes();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES in GCM", e);
    }
  }

  /**
   * Decrypts what {@link #encrypt} gave.
   *
   * @throws BackupUnusable where the key is another, or anything of it was cut short or altered
   */
  byte[] decrypt(String name, byte[] stored) {
    EncryptedFile file = EncryptedFile.parse(name, stored);
    if (!file.keyId().equals(id)) {
      throw new BackupUnusable(
          "decrypting " + name + " of the backup",
          "the key " + file.keyId() + " that it was encrypted with",
          "another key, " + id,
          "give the key file of that key; nothing was changed");
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, name, file.salt(), file.header())
          .doFinal(file.ciphertext());
    } catch (AEADBadTagException altered) {
      throw new BackupUnusable(
          "decrypting " + name + " of the backup",
          "what key " + id + " encrypted",
          "something that was altered or cut short since",
          "find another copy of the backup; nothing was changed");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES in GCM", e);
    }
  }

  /** A code that only who has the key can make: HMAC-SHA-256, in hexadecimal. */
  String authenticate(byte[] content) {
    return HexFormat.of().formatHex(mac("manifest").doFinal(content));
  }

  private Cipher cipher(int mode, String name, byte[] salt, byte[] header)
      throws GeneralSecurityException {
    byte[] derived = derive(salt, "file", BYTES + NONCE_BYTES);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(derived, 0, BYTES, "AES"),
        new GCMParameterSpec(TAG_BITS, Arrays.copyOfRange(derived, BYTES, derived.length)));
    cipher.updateAAD(header);
    cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private Mac mac(String use) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(derive(null, use, BYTES), "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC with SHA-256", e);
    }
  }

  private byte[] derive(byte @Nullable [] salt, String use, int bytes) {
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    byte[] info = ("firedrill backup 1: " + use).getBytes(StandardCharsets.UTF_8);
    generator.init(new HKDFParameters(secret, salt, info));
    byte[] derived = new byte[bytes];
    generator.generateBytes(derived, 0, bytes);
    return derived;
  }
}
