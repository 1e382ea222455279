package dev.firedrill.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of a file that holds a key: that it is its owner's alone, as ssh demands of its.
 */
public final class OwnersAlone {

  /** Of a group's and of all others' permissions each is one too many. */
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private OwnersAlone() {}

  /**
   * Why it is not, with what to do; empty where it is, or where the file system knows no such
   * permissions.
   *
   * @throws IOException where they cannot be read
   */
  public static Optional<String> problem(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return Optional.empty();
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    return permissions.stream().noneMatch(OTHERS::contains)
        ? Optional.empty()
        : Optional.of(
            "%s may be read or changed by others than its owner (%s): chmod 600 it, and make a new key"
                    .formatted(file, PosixFilePermissions.toString(permissions))
                + " where others may have read it");
  }
}
