package dev.firedrill.cli;

import dev.firedrill.report.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that only its owner can read and that goes with all that is in it.
 *
 * @param path the folder
 */
record TemporaryFolder(Path path) implements AutoCloseable {

  /** A new folder among the system's temporary ones. */
  static TemporaryFolder create() {
    try {
      return new TemporaryFolder(Files.createTempDirectory("firedrill-explore-"));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot make a folder in " + System.getProperty("java.io.tmpdir"), e);
    }
  }

  @Override
  public void close() {
    Folders.delete(path);
  }
}
