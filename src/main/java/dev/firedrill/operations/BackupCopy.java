package dev.firedrill.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of a backup, copied off the cluster and read back.
 *
 * @param file its name below the backup folder
 * @param sha256 its digest
 */
record BackupCopy(String file, String sha256) {

  /** Writes the copy so that only its owner can read it, and reads it back. */
  static BackupCopy of(OperationContext context, String name, byte[] content) {
    Path file = context.backups().resolve(name);
    try {
      Files.createDirectories(
          file.getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path partial = file.resolveSibling(file.getFileName() + ".partial");
      Files.deleteIfExists(partial);
      Files.createFile(
          partial,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(partial, content);
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      String written = sha256(Files.readAllBytes(file));
      if (!written.equals(sha256(content))) {
        throw new OperationFailed(
            "copying " + name + " off the cluster",
            "sha256 " + sha256(content),
            "sha256 " + written,
            "check the disk that holds " + file);
      }
      return new BackupCopy(name, written);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the backup " + file, e);
    }
  }

  /** In hexadecimal. */
  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
