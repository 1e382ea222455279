package dev.firedrill.backend.containers.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder that keeps compiled programs and the logs of steps between builds. */
final class Workplace {

  private final Path cache;

  Workplace(Path cache) {
    this.cache = cache.toAbsolutePath().normalize();
  }

  /** Where the compiled files of a program are, or will be. */
  Path binaries(Program program) {
    return cache.resolve("programs").resolve(program.inputs());
  }

  /** Where a step's output is kept; emptied of what an earlier build left. */
  Path log(String title) {
    Path log = cache.resolve("logs").resolve(title.replaceAll("[^A-Za-z0-9.]+", "-") + ".log");
    try {
      Files.deleteIfExists(log);
      return log;
    } catch (IOException undeletable) {
      throw new UncheckedIOException("deleting the old log " + log, undeletable);
    }
  }

  /** A new empty folder beside the compiled programs, so that moving into place is atomic. */
  Path scratch() {
    try {
      Files.createDirectories(cache.resolve("programs"));
      return Files.createTempDirectory(cache, "work-");
    } catch (IOException unwritable) {
      throw new UncheckedIOException("making a folder in " + cache, unwritable);
    }
  }

  /** Two builds at the same time would take each other's tags: the second waits for the first. */
  void exclusively(Runnable build) {
    try {
      Files.createDirectories(cache);
      try (FileChannel file =
          FileChannel.open(
              cache.resolve("build.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        file.lock();
        build.run();
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException("locking " + cache, unwritable);
    }
  }

  /** Copies a folder with its links, rights and times. */
  static void copyTree(Path from, Path to, int depth) {
    try (Stream<Path> paths = Files.walk(from, depth)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("copying " + from + " to " + to, failed);
    }
  }

  /** Deletes a folder and all below it; a link is deleted, not followed. */
  static void deleteTree(Path folder) {
    try {
      Files.walkFileTree(folder, new Deletion());
    } catch (IOException undeletable) {
      throw new UncheckedIOException("deleting " + folder, undeletable);
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
