package dev.firedrill.backend.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Iterator;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.common.util.security.SecurityUtils;

/** A private key as ssh-keygen writes it. */
final class PrivateKeyFile {

  private PrivateKeyFile() {}

  /**
   * Reads the key; it is held in memory.
   *
   * @throws IOException saying what is wrong with the file
   */
  static KeyPair read(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      Iterable<KeyPair> pairs =
          SecurityUtils.loadKeyPairIdentities(
              null, new PathResource(file), stream, FilePasswordProvider.EMPTY);
      Iterator<KeyPair> each = pairs == null ? null : pairs.iterator();
      if (each == null || !each.hasNext()) {
        throw new IOException("key " + file + " cannot be used: it holds no private key");
      }
      return each.next();
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "key %s cannot be used: %s; expected a private key that no passphrase protects"
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
