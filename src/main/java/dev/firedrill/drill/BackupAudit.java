package dev.firedrill.drill;

import dev.firedrill.history.Observation.BackupRead;
import dev.firedrill.history.Observation.CheckMade;
import dev.firedrill.history.Recorder;
import dev.firedrill.operations.SnapshotDigest;
import dev.firedrill.ports.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads every backup of a drill where it was copied to. That an operation says it took one is no
 * evidence that there is one.
 */
final class BackupAudit {

  /** Recorded also where there is no file, so that none is not taken for nobody looked. */
  private static final String CHECK = "backups read";

  private final Path backups;
  private final Recorder recorder;
  private final TimeSource time;

  BackupAudit(Path backups, Recorder recorder, TimeSource time) {
    this.backups = backups;
    this.recorder = recorder;
    this.time = time;
  }

  /** Records each file that is there, in the order of their names. */
  void run() {
    List<Path> files = files();
    for (Path file : files) {
      byte[] content = read(file);
      recorder.record(
          new BackupRead(
              time.now(),
              backups.relativize(file).toString(),
              sha256(content),
              content.length,
              SnapshotDigest.holds(content)));
    }
    recorder.record(
        new CheckMade(
            time.now(), CHECK, "backups", true, "every file read", files.size() + " files read"));
  }

  private List<Path> files() {
    if (!Files.isDirectory(backups)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(backups)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the backups in " + backups, e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the backup " + file, e);
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
