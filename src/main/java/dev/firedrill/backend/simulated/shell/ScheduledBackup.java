package dev.firedrill.backend.simulated.shell;

import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.etcd.SnapshotFile;
import dev.firedrill.backend.simulated.machine.Container;
import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.model.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the script {@code scheduled-backup} does, as far as a simulated machine has the programs for
 * it. A script of another content is one that nobody here knows: it ends with 127.
 */
final class ScheduledBackup {

  /** SHA-256 of the script that this follows. Who changes the script has to look here too. */
  static final String SCRIPT_DIGEST =
      "4412c1b926a6cba27feb50f016b75d6138ddc7a6b8de3dfbeff233e1ed6d819f";

  private static final String SCRIPT = "/usr/local/lib/firedrill/scheduled-backup";
  private static final String COPIES = "/var/backups/firedrill/";
  private static final String PKI = "/etc/kubernetes/pki";
  private static final String API_SERVER = "/etc/kubernetes/manifests/kube-apiserver.yaml";
  private static final Pattern ENCRYPTION =
      Pattern.compile("(?m)^ *- --encryption-provider-config=(.*)$");
  private static final String SAVED = "/var/lib/etcd/firedrill-scheduled.db";
  private static final Duration KEPT = Duration.ofDays(7);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Machine machine;
  private final Files files;
  private final Instant now;

  ScheduledBackup(Machine machine) {
    this.machine = machine;
    this.files = machine.files();
    this.now = machine.clock().now();
  }

  /** A run that ends with 1 and that complaint. */
  private static final class Failed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message);
    }
  }

  private record Copied(String name, byte[] content, String facts) {}

  Output run(List<String> argv) {
    String digest = files.read(SCRIPT).map(Sha256::hex).orElse("");
    if (argv.size() != 3 || !argv.get(1).equals(SCRIPT) || !digest.equals(SCRIPT_DIGEST)) {
      return new Output(127, "", "not simulated: " + String.join(" ", argv) + "\n");
    }
    String kind = argv.get(2);
    String folder = COPIES + kind;
    files.delete(folder + "/last-run");
    prune(folder, kind);
    if (machine.disk().full()) {
      return Output.failed(
          "cat: write error: No space left on device\n"
              + "backup of %s: what was to be noted could not be written (exit code 1)\n"
                  .formatted(kind));
    }
    files.write(folder + "/last-run", "running %d\n".formatted(now.getEpochSecond()));
    try {
      keep(folder, kind.equals("etcd") ? etcd() : pki());
      prune(folder, kind);
      files.write(folder + "/last-run", "ok " + now.getEpochSecond() + "\n");
      return Output.printed("");
    } catch (Failed failed) {
      String why = failed.getMessage() + " (exit code 1)\n";
      files.write(folder + "/last-run", "failed %d: %s".formatted(now.getEpochSecond(), why));
      return Output.failed("backup of %s: %s".formatted(kind, why));
    }
  }

  private Copied etcd() {
    Container etcd =
        machine.containers().running().stream()
            .filter(each -> each.spec().name().equals("etcd"))
            .findFirst()
            .orElseThrow(() -> new Failed("no running etcd container"));
    String pki = PKI + "/etcd/";
    Output saved =
        etcd.program()
            .exec(
                List.of(
                    "etcdctl",
                    "--endpoints",
                    "https://127.0.0.1:2379",
                    "--cacert",
                    pki + "ca.crt",
                    "--cert",
                    pki + "healthcheck-client.crt",
                    "--key",
                    pki + "healthcheck-client.key",
                    "snapshot",
                    "save",
                    SAVED));
    if (saved.exitCode() != 0) {
      throw new Failed("etcdctl did not save a snapshot within 300 s");
    }
    byte[] snapshot = files.read(SAVED).orElse(new byte[0]);
    Output status = EtcdTools.status(files, SAVED);
    files.delete(SAVED);
    if (status.exitCode() != 0) {
      throw new Failed("etcdutl cannot read the snapshot");
    }
    try {
      SnapshotFile.verify(snapshot);
    } catch (EtcdFailure damaged) {
      throw new Failed("the snapshot does not end with the digest of what precedes");
    }
    return new Copied("etcd-" + STAMP.format(now) + ".db", snapshot, status.stdout().strip());
  }

  /** Not an archive of tar's, but its content. */
  private Copied pki() {
    for (String needed : List.of("/ca.crt", "/ca.key", "/sa.key")) {
      if (files.read(PKI + needed).filter(content -> content.length > 0).isEmpty()) {
        throw new Failed("ca.crt, ca.key or sa.key is missing or empty in " + PKI);
      }
    }
    List<String> all = new ArrayList<>(files.below(PKI));
    Matcher named = ENCRYPTION.matcher(files.text(API_SERVER).orElse(""));
    if (named.find()) {
      if (files.read(named.group(1)).filter(content -> content.length > 0).isEmpty()) {
        throw new Failed(
            named.group(1) + ", which the API server encrypts by, is missing or empty");
      }
      if (!all.contains(named.group(1))) {
        all.add(named.group(1));
      }
    }
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    for (String file : all) {
      archive.writeBytes((file + "\n").getBytes(StandardCharsets.UTF_8));
      archive.writeBytes(files.read(file).orElseThrow());
    }
    return new Copied(
        "pki-" + STAMP.format(now) + ".tar.gz", archive.toByteArray(), "" + all.size());
  }

  private void keep(String folder, Copied copied) {
    String copy = folder + "/" + copied.name();
    String verified =
        "file=%s\ntaken=%d\nbytes=%d\nsha256=%s\nfacts=%s\n"
            .formatted(
                copy,
                now.getEpochSecond(),
                copied.content().length,
                Sha256.hex(copied.content()),
                copied.facts());
    files.write(copy, copied.content());
    files.write(copy + ".verified", verified);
    files.write(folder + "/newest", verified);
  }

  /** Nothing where no newest copy that counts would stay. */
  private void prune(String folder, String kind) {
    String newest = files.text(folder + "/newest").orElse("").lines().findFirst().orElse("");
    String kept = newest.replaceFirst("^file=", "");
    if (!files.read(kept).isPresent() || !files.read(kept + ".verified").isPresent()) {
      return;
    }
    for (String file : files.below(folder)) {
      Optional<Instant> written = files.modified(file);
      if (file.startsWith(folder + "/" + kind + "-")
          && !file.equals(kept)
          && !file.equals(kept + ".verified")
          && written.map(when -> when.plus(KEPT).isBefore(now)).orElse(false)) {
        files.delete(file);
      }
    }
  }
}
