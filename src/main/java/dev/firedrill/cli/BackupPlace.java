package dev.firedrill.cli;

import dev.firedrill.backend.s3.S3Access;
import dev.firedrill.backup.BackupKey;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.backup.DirectoryStore;
import dev.firedrill.model.OwnersAlone;
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
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where backups go and what they are encrypted with; options of the commands. */
final class BackupPlace {

  /** An address of another kind than is known, which is no folder's name. */
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  @Option(
      names = "--backup-key",
      paramLabel = "FILE",
      defaultValue = "${env:FIREDRILL_BACKUP_KEY:-" + Option.NULL_VALUE + "}",
      description =
          "Encrypts backups with the key in that file: 32 random bytes in base64, as \"openssl rand"
              + " -base64 32\" writes them, readable by its owner alone (default: what"
              + " FIREDRILL_BACKUP_KEY names; without one backups are not encrypted, and those of"
              + " simulated drills by a key of the seed).")
  private @Nullable Path keyFile;

  @Option(
      names = "--backup-store",
      paramLabel = "PLACE",
      defaultValue = "${env:FIREDRILL_BACKUP_STORE:-" + Option.NULL_VALUE + "}",
      description =
          "Keeps backups there, in a folder for each run: a folder, or s3://BUCKET/PREFIX with"
              + " AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and AWS_ENDPOINT_URL of the"
              + " environment (default: beside the run's folder).")
  private @Nullable String store;

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
   * @throws Refused where the key file holds none, or others may read it
   */
  BackupSet of(Path folder, boolean simulated, Seed seed) {
    return new BackupSet(
        store(folder, simulated), key(simulated, seed), "firedrill " + Build.version());
  }

  /**
   * The set of a real cluster in that folder of the store.
   *
   * @throws Refused where no store was given
   */
  BackupSet in(String folder) {
    return new BackupSet(required(folder), key(false, new Seed(0)), "firedrill " + Build.version());
  }

  /** The names of all objects in that folder of the store, sorted. */
  List<String> names(String folder) {
    try {
      return required(folder).names();
    } catch (BackupStoreFailed e) {
      throw new Refused(List.of("--backup-store: " + e.getMessage()), ExitCode.INCONCLUSIVE);
    }
  }

  /** True where a store was given. */
  boolean isGiven() {
    return store != null;
  }

  /**
   * Looks whether a store was given.
   *
   * @throws Refused where it was not
   */
  void requireGiven() {
    if (store == null) {
      throw new Refused(
          List.of("--backup-store: say where backups are kept: a folder, or s3://BUCKET/PREFIX"));
    }
  }

  private BackupStore required(String folder) {
    requireGiven();
    String place = Objects.requireNonNull(store);
    return s3().<BackupStore>map(access -> access.store(folder))
        .orElseGet(() -> new DirectoryStore(Path.of(place).resolve(folder)));
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
    s3().ifPresentOrElse(
            access ->
                access.problems().stream()
                    .map(each -> "--backup-store: " + each)
                    .forEach(problems::add),
            () -> folderProblem().ifPresent(problems::add));
    if (!problems.isEmpty()) {
      throw new Refused(problems);
    }
    try {
      s3().ifPresent(access -> access.store("").names());
    } catch (BackupStoreFailed e) {
      throw new Refused(List.of("--backup-store: " + e.getMessage()), ExitCode.INCONCLUSIVE);
    }
  }

  private Optional<S3Access> s3() {
    return Optional.ofNullable(store)
        .filter(S3Access::isOne)
        .map(address -> new S3Access(address, environment));
  }

  private Optional<String> folderProblem() {
    if (store == null || !(store.isBlank() || ADDRESS.matcher(store).matches())) {
      return Optional.empty();
    }
    return Optional.of(
        "--backup-store: \"%s\": expected a folder, or s3://BUCKET or s3://BUCKET/PREFIX"
            .formatted(store));
  }

  private BackupStore store(Path folder, boolean simulated) {
    if (store == null) {
      return simulated ? DirectoryStore.unforced(folder) : new DirectoryStore(folder);
    }
    Path run = folder.toAbsolutePath();
    Path below = run.subpath(run.getNameCount() - 2, run.getNameCount());
    Path elsewhere = Path.of(store);
    return s3().<BackupStore>map(access -> access.store(below.toString()))
        .orElseGet(() -> new DirectoryStore(elsewhere.resolve(below)));
  }

  private @Nullable BackupKey key(boolean simulated, Seed seed) {
    if (keyFile == null) {
      return simulated ? BackupKey.ofSeed(seed) : null;
    }
    try {
      if (keyFile.toString().isBlank()) {
        throw refusedKey(
            "expected the name of a file; leave it out, and FIREDRILL_BACKUP_KEY unset,"
                + " for backups that are not encrypted");
      }
      Optional<String> problem = OwnersAlone.problem(keyFile);
      if (problem.isPresent()) {
        throw refusedKey(problem.get());
      }
      return BackupKey.parse(Files.readString(keyFile, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw refusedKey("cannot read " + keyFile + ": " + e);
    } catch (IllegalArgumentException e) {
      throw refusedKey(keyFile + ": " + e.getMessage());
    }
  }

  private static Refused refusedKey(String why) {
    return new Refused(List.of("--backup-key: " + why));
  }
}
