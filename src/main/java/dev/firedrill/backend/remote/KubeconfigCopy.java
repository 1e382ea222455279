package dev.firedrill.backend.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The administrator's kubeconfig as operators keep it, off the cluster and readable by themselves
 * alone: when every machine is gone no control plane gives it.
 *
 * @param file where it is kept
 */
public record KubeconfigCopy(Path file) {

  /** Keeps it in the place of the one before. */
  void keep(byte[] kubeconfig) {
    try {
      Files.createDirectories(file.getParent());
      Path partial = file.resolveSibling(file.getFileName() + ".partial");
      Files.deleteIfExists(partial);
      Files.createFile(
          partial,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(partial, kubeconfig);
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a copy of the kubeconfig as " + file, e);
    }
  }

  /** The one kept last, where there is one. */
  Optional<byte[]> kept() {
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the copy of the kubeconfig " + file, e);
    }
  }

  /** Removes it; no effect where there is none. */
  public void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the copy of the kubeconfig " + file, e);
    }
  }
}
