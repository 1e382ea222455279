package dev.firedrill.cli;

import dev.firedrill.backend.s3.S3Access;
import dev.firedrill.backup.BackupKey;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.backup.DirectoryStore;
import dev.firedrill.model.Seed;
import dev.firedrill.ports.BackupStore;
import dev.firedrill.ports.BackupStoreFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  @Option(
      names = "--backup-store",
      paramLabel = "PLACE",
      defaultValue = "${env:FIREDRILL_BACKUP_STORE:-}",
      description =
          "Keeps backups there, in a folder for each run: a folder, or s3://BUCKET/PREFIX with"
              + " AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and AWS_ENDPOINT_URL of the"
              + " environment (default: beside the run's folder).")
  private String store = "";

  private final Map<String, String> environment;

  BackupPlace() {
    this(System.getenv());
  }

  /** With other variables than the process has. */
  BackupPlace(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The set of a run.
   *
   * @param folder where it lies unless a store was given: beside the run's own folder
   * @throws Refused where the key file holds none
   */
  BackupSet of(Path folder, boolean simulated, Seed seed) {
    return new BackupSet(store(folder), key(simulated, seed), "firedrill " + Build.version());
  }

  /**
   * Looks at what was given; nothing is started yet, but that a store is asked what it has.
   *
   * @throws Refused where the key file holds none, or the store cannot be used
   */
  void check() {
    List<String> problems = new ArrayList<>();
    try {
      key(false, new Seed(0));
    } catch (Refused refused) {
      problems.addAll(refused.reasons());
    }
    if (S3Access.isOne(store)) {
      new S3Access(store, environment)
          .problems().stream().map(each -> "--backup-store: " + each).forEach(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new Refused(problems);
    }
    try {
      if (S3Access.isOne(store)) {
        new S3Access(store, environment).store("").names();
      }
    } catch (BackupStoreFailed e) {
      throw new Refused(List.of("--backup-store: " + e.getMessage()), ExitCode.INCONCLUSIVE);
    }
  }

  private BackupStore store(Path folder) {
    if (store.isEmpty()) {
      return new DirectoryStore(folder);
    }
    Path run = folder.toAbsolutePath();
    Path below = run.subpath(run.getNameCount() - 2, run.getNameCount());
    return S3Access.isOne(store)
        ? new S3Access(store, environment).store(below.toString())
        : new DirectoryStore(Path.of(store).resolve(below));
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
