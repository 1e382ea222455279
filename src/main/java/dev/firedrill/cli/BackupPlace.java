package dev.firedrill.cli;

import dev.firedrill.backup.BackupKey;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.backup.DirectoryStore;
import dev.firedrill.model.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the backups of drills go and what they are encrypted with; options of the commands. */
final class BackupPlace {

  @Option(
      names = "--backup-key",
      paramLabel = "FILE",
      defaultValue = "${env:FIREDRILL_BACKUP_KEY:-}",
      description =
          "Encrypts backups with the key in that file: 32 random bytes in base64, as \"openssl rand"
              + " -base64 32\" writes them (default: what FIREDRILL_BACKUP_KEY names; without one"
              + " backups are not encrypted, and those of simulated drills by a key of the seed).")
  private @Nullable Path keyFile;

  /**
   * The set of a run.
   *
   * @param folder beside the run's own
   * @throws Refused where the key file holds none
   */
  BackupSet of(Path folder, boolean simulated, Seed seed) {
    return new BackupSet(
        new DirectoryStore(folder), key(simulated, seed), "firedrill " + Build.version());
  }

  /**
   * Looks at what was given; nothing is started yet.
   *
   * @throws Refused where the key file holds none
   */
  void check() {
    key(false, new Seed(0));
  }

  private @Nullable BackupKey key(boolean simulated, Seed seed) {
    if (keyFile == null || keyFile.toString().isEmpty()) {
      return simulated ? BackupKey.ofSeed(seed) : null;
    }
    try {
      return BackupKey.parse(Files.readString(keyFile, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new Refused(List.of("--backup-key: cannot read " + keyFile + ": " + e));
    } catch (IllegalArgumentException e) {
      throw new Refused(List.of("--backup-key: " + keyFile + ": " + e.getMessage()));
    }
  }
}
