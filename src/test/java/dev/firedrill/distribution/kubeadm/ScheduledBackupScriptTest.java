package dev.firedrill.distribution.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.model.NodeName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The script that timers run, by a real sh with real coreutils and tar. Its etcd is a stand-in that
 * writes what a test puts there; one test takes real etcd, etcdctl and etcdutl where the
 * environment variable FIREDRILL_ETCD names a folder with them.
 */
class ScheduledBackupScriptTest {

  private static final int SEAL = 32;
  private static final int DATABASE = 4096;
  private static final String FACTS = "{\"hash\":7,\"revision\":9}";

  @TempDir Path folder;
  private Path script;
  private String path = "";
  private String limit = "20";

  @BeforeEach
  void control_plane() throws IOException {
    script = folder.resolve("scheduled-backup");
    Files.write(script, KubeadmBackupSchedule.resource("scheduled-backup.sh"));
    Files.createDirectories(folder.resolve("etcd/member/snap"));
    Files.write(folder.resolve("etcd/member/snap/db"), new byte[DATABASE]);
    for (String file : List.of("ca.crt", "ca.key", "sa.key", "etcd/ca.key")) {
      Path each = folder.resolve("pki").resolve(file);
      Files.createDirectories(each.getParent());
      Files.writeString(each, "content of " + file);
    }
    path = executable("stand-in/crictl", STAND_IN).getParent() + ":" + System.getenv("PATH");
  }

  /** A program of that name that comes before the real one. */
  private void standIn(String name, String does) throws IOException {
    executable("stand-in/" + name, "#!/bin/sh\n" + does + "\n");
  }

  private String lastRun(String kind) throws IOException {
    return Files.readString(copies(kind).resolve("last-run"));
  }

  private void onlyTheDatabaseIsLeftInEtcdsFolder() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("etcd"))) {
      assertThat(all).containsExactly(folder.resolve("etcd/member"));
    }
  }

  /** Saves a file that is there, and reads it as it is told to. */
  private static final String STAND_IN =
      """
      #!/bin/sh
      here=$(dirname "$0")
      [ "$1" = ps ] && { [ -e "$here/stopped" ] || echo 0123abc; exit 0; }
      case "$3 $*" in
        etcdctl*) for last; do :; done; cp "$here/snapshot" "$last" ;;
        etcdutl*) [ ! -e "$here/unreadable" ] && cat "$here/facts" ;;
      esac
      """;

  private Path executable(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private record Ended(int code, String said) {}

  private Ended run(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder sh = new ProcessBuilder("sh", script.toString());
    sh.command().addAll(List.of(arguments));
    sh.environment().put("PATH", path);
    sh.environment().put("BACKUPS", folder.resolve("copies").toString());
    sh.environment().put("PKI", folder.resolve("pki").toString());
    sh.environment().put("MANIFESTS", folder.resolve("manifests").toString());
    sh.environment().put("ETCD_DATA", folder.resolve("etcd").toString());
    sh.environment().put("LIMIT", limit);
    Process process = sh.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), said);
  }

  private Path copies(String kind) {
    return folder.resolve("copies").resolve(kind);
  }

  private Map<String, String> newest(String kind) throws IOException {
    Map<String, String> facts = new TreeMap<>();
    Files.readAllLines(copies(kind).resolve("newest"))
        .forEach(line -> facts.put(line.split("=", 2)[0], line.split("=", 2)[1]));
    return facts;
  }

  private List<String> names(String kind) throws IOException {
    try (Stream<Path> all = Files.list(copies(kind))) {
      return all.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  private void old(String kind, String name, int days) throws IOException {
    Files.createDirectories(copies(kind));
    Path file = Files.writeString(copies(kind).resolve(name), "old");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(days, ChronoUnit.DAYS)));
  }

  private static byte[] snapshot() throws GeneralSecurityException {
    byte[] pages = new byte[4096];
    byte[] sealed = Arrays.copyOf(pages, pages.length + SEAL);
    System.arraycopy(
        MessageDigest.getInstance("SHA-256").digest(pages), 0, sealed, pages.length, SEAL);
    return sealed;
  }

  private void etcdSaves(byte[] snapshot) throws IOException {
    Files.write(folder.resolve("stand-in/snapshot"), snapshot);
    Files.writeString(folder.resolve("stand-in/facts"), FACTS);
  }

  @Test
  void it_is_of_a_syntax_that_sh_takes() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-n", script.toString()).start();
    assertThat(process.waitFor()).isZero();
    assertThat(run("everything")).isEqualTo(new Ended(64, "usage: scheduled-backup etcd|pki\n"));
  }

  @Test
  void the_pki_is_copied_whole_verified_and_for_root_alone()
      throws IOException, InterruptedException {
    assertThat(run("pki")).isEqualTo(new Ended(0, ""));
    KubeadmBackupSchedule.parse(
        new NodeName("cp-1"), Files.readString(copies("pki").resolve("newest")));
    Path archive = Path.of(newest("pki").get("file"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
        .isEqualTo("rw-------");
    assertThat(newest("pki")).containsEntry("facts", "4");
    Path restored = Files.createDirectories(folder.resolve("restored"));
    new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", restored.toString())
        .start()
        .waitFor();
    assertThat(restored.resolve("etcd/ca.key")).hasContent("content of etcd/ca.key");
    assertThat(copies("pki").resolve("last-run")).content().startsWith("ok ");
  }

  @Test
  void the_keys_that_objects_are_encrypted_by_are_in_it_wherever_they_lie()
      throws IOException, InterruptedException {
    Path keys = folder.resolve("elsewhere/encryption.yaml");
    Files.createDirectories(folder.resolve("manifests"));
    Files.writeString(
        folder.resolve("manifests/kube-apiserver.yaml"),
        "    - kube-apiserver\n    - --encryption-provider-config=" + keys + "\n");
    Ended ended = run("pki");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.said()).contains("which the API server encrypts by, is missing or empty");
    Files.createDirectories(keys.getParent());
    Files.writeString(keys, "kind: EncryptionConfiguration");
    assertThat(run("pki")).isEqualTo(new Ended(0, ""));
    assertThat(newest("pki")).containsEntry("facts", "5");
    Process listed = new ProcessBuilder("tar", "-tzf", newest("pki").get("file")).start();
    assertThat(listed.getInputStream())
        .asString(StandardCharsets.UTF_8)
        .contains(keys.toString().substring(1));
  }

  @Test
  void copies_older_than_seven_days_are_removed_after_one_that_was_verified()
      throws IOException, InterruptedException {
    old("pki", "pki-old.tar.gz", 8);
    old("pki", "pki-old.tar.gz.verified", 8);
    old("pki", "pki-young.tar.gz", 6);
    old("pki", "another.file", 30);
    assertThat(run("pki").code()).isZero();
    assertThat(names("pki"))
        .contains("pki-young.tar.gz", "another.file")
        .doesNotContain("pki-old.tar.gz", "pki-old.tar.gz.verified")
        .hasSize(6);
  }

  @Test
  void a_run_that_fails_removes_nothing_and_says_why() throws IOException, InterruptedException {
    old("pki", "pki-old.tar.gz", 30);
    Files.write(folder.resolve("pki/ca.key"), new byte[0]);
    assertThat(run("pki").code()).isEqualTo(1);
    assertThat(names("pki")).containsExactly("last-run", "pki-old.tar.gz");
    assertThat(copies("pki").resolve("last-run"))
        .content()
        .startsWith("failed ")
        .contains("ca.crt, ca.key or sa.key is missing or empty");
  }

  @Test
  void a_snapshot_that_verifies_is_kept_with_its_facts()
      throws IOException, InterruptedException, GeneralSecurityException {
    etcdSaves(snapshot());
    assertThat(run("etcd").code()).isZero();
    assertThat(newest("etcd")).containsEntry("facts", FACTS).containsEntry("bytes", "4128");
    assertThat(Path.of(newest("etcd").get("file"))).hasBinaryContent(snapshot());
    onlyTheDatabaseIsLeftInEtcdsFolder();
  }

  @ParameterizedTest
  @CsvSource({
    "empty, the snapshot is empty",
    "truncated, does not end with the digest",
    "unreadable, etcdutl cannot read the snapshot",
    "unsaved, etcdctl did not save a snapshot",
    "stopped, no running etcd container"
  })
  void a_snapshot_that_is_worth_nothing_is_refused(String how, String why)
      throws IOException, InterruptedException, GeneralSecurityException {
    old("etcd", "etcd-old.db", 30);
    byte[] whole = snapshot();
    etcdSaves(
        switch (how) {
          case "empty" -> new byte[0];
          case "truncated" -> Arrays.copyOf(whole, whole.length - SEAL);
          default -> whole;
        });
    Files.createFile(folder.resolve("stand-in").resolve(how));
    if (how.equals("unsaved")) {
      Files.delete(folder.resolve("stand-in/snapshot"));
    }
    Ended ended = run("etcd");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.said()).contains(why);
    assertThat(names("etcd")).containsExactly("etcd-old.db", "last-run");
    onlyTheDatabaseIsLeftInEtcdsFolder();
  }

  @ParameterizedTest
  @CsvSource({
    "put last-run, mv, '*last-run.part*last-run'",
    "put the copy, mv, '*etcd-*.db'",
    "put what was verified, mv, '*.verified.part*'",
    "put the newest, mv, '*newest.part*'"
  })
  void a_run_that_breaks_off_is_never_left_as_one_that_ended_well(
      String when, String program, String arguments)
      throws IOException, InterruptedException, GeneralSecurityException {
    etcdSaves(snapshot());
    assertThat(run("etcd").code()).isZero();
    assertThat(lastRun("etcd")).startsWith("ok ");
    Files.delete(Path.of(newest("etcd").get("file") + ".verified"));
    Files.delete(Path.of(newest("etcd").get("file")));
    standIn(
        program,
        "case \"$*\" in " + arguments + ") exit 1 ;; esac; exec /usr/bin/" + program + " \"$@\"");
    Ended ended = run("etcd");
    assertThat(ended.code()).as(when).isEqualTo(1);
    assertThat(copies("etcd").resolve("last-run").toFile())
        .satisfiesAnyOf(
            none -> assertThat(none).doesNotExist(),
            failed -> assertThat(failed).content().startsWith("failed "));
    assertThat(names("etcd")).noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void a_run_that_is_told_to_end_or_killed_is_none_that_ended_well()
      throws IOException, InterruptedException, GeneralSecurityException {
    etcdSaves(snapshot());
    standIn("timeout", "kill -TERM $PPID");
    assertThat(run("etcd").code()).isEqualTo(143);
    assertThat(lastRun("etcd")).startsWith("failed ").contains("ended by a signal");
    standIn("timeout", "kill -KILL $PPID");
    run("etcd");
    assertThat(lastRun("etcd")).startsWith("running ");
  }

  @Test
  void too_old_copies_make_room_before_a_snapshot_is_taken_and_the_newest_stays()
      throws IOException, InterruptedException, GeneralSecurityException {
    etcdSaves(snapshot());
    assertThat(run("etcd").code()).isZero();
    String newest = Path.of(newest("etcd").get("file")).getFileName().toString();
    for (String name : List.of(newest, newest + ".verified")) {
      FileTime then = FileTime.from(Instant.now().minus(9, ChronoUnit.DAYS));
      Files.setLastModifiedTime(copies("etcd").resolve(name), then);
    }
    old("etcd", "etcd-old.db", 8);
    old("etcd", "etcd-young.db", 6);
    Files.createFile(folder.resolve("stand-in/stopped"));
    assertThat(run("etcd").code()).isEqualTo(1);
    assertThat(names("etcd"))
        .contains(newest, newest + ".verified", "etcd-young.db")
        .doesNotContain("etcd-old.db");
    Files.delete(copies("etcd").resolve(newest));
    old("etcd", "etcd-old.db", 8);
    assertThat(run("etcd").code()).isEqualTo(1);
    assertThat(names("etcd")).as("it may be the last that is left").contains("etcd-old.db");
  }

  @ParameterizedTest
  @CsvSource({"etcd", "copies/etcd"})
  void a_snapshot_is_not_begun_where_twice_the_database_is_not_free(String full)
      throws IOException, InterruptedException, GeneralSecurityException {
    etcdSaves(snapshot());
    standIn(
        "df",
        "for last; do :; done; echo Avail; case $last in */%s) echo %d ;; *) echo 9999999 ;; esac"
            .formatted(full, 2 * DATABASE - 1));
    Ended ended = run("etcd");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.said())
        .contains("8191 bytes are free for " + folder.resolve(full))
        .contains("fewer than twice the 4096 of etcd's database");
    assertThat(lastRun("etcd")).startsWith("failed ").contains("make room");
    assertThat(names("etcd")).containsExactly("last-run");
    standIn("df", "echo Avail; echo " + 2 * DATABASE);
    assertThat(run("etcd").code()).isZero();
  }

  /** Real programs where there are such; else what of them the script relies on. */
  @Test
  void an_etcd_is_backed_up_and_one_that_gives_no_answer_is_not_waited_for()
      throws IOException, InterruptedException, GeneralSecurityException {
    String programs =
        System.getenv().getOrDefault("FIREDRILL_ETCD", folder.resolve("programs").toString());
    executable("programs/etcd", "#!/bin/sh\necho $$ >" + folder + "/serves\nexec sleep 600\n");
    executable("programs/etcdctl", ETCDCTL.formatted(folder, folder));
    executable("programs/etcdutl", ETCDUTL);
    Files.write(folder.resolve("snapshot"), snapshot());
    path =
        executable("real/crictl", IN_CONTAINER.formatted(programs)).getParent()
            + ":"
            + System.getenv("PATH");
    Process etcd =
        new ProcessBuilder(
                programs + "/etcd",
                "--data-dir",
                folder.resolve("data").toString(),
                "--listen-peer-urls",
                "http://127.0.0.1:0")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("etcd.log").toFile())
            .start();
    try {
      Ended ended = run("etcd");
      assertThat(ended.code()).as(ended.said()).isZero();
      assertThat(newest("etcd").get("facts")).contains("\"totalSize\":20480");
    } finally {
      etcd.destroyForcibly().waitFor();
    }
    limit = "1";
    Ended ended = run("etcd");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.said()).contains("etcdctl did not save a snapshot within 1 s");
    assertThat(newest("etcd")).containsKey("sha256");
  }

  /** The container is this machine; its etcd speaks without TLS. */
  private static final String IN_CONTAINER =
      """
      #!/bin/sh
      [ "$*" = "ps --state Running --name ^etcd$ --quiet" ] && { echo 0123abc; exit 0; }
      [ "$1 $2" = "exec 0123abc" ] || exit 64
      shift 2
      program=$1
      shift
      [ "$program" = etcdctl ] && shift 8
      exec "%s/$program" "$@"
      """;

  /** Waits without end where nobody answers, as etcdctl does. */
  private static final String ETCDCTL =
      """
      #!/bin/sh
      [ $# = 3 ] && [ "$1 $2" = "snapshot save" ] || exit 64
      while ! kill -0 "$(cat %s/serves 2>/dev/null)" 2>/dev/null; do sleep 0.1; done
      cp %s/snapshot "$3"
      """;

  private static final String ETCDUTL =
      """
      #!/bin/sh
      [ $# = 5 ] && [ "$1 $2 $4 $5" = "snapshot status --write-out json" ] && [ -s "$3" ] || exit 64
      echo '{"hash":7,"revision":9,"totalSize":20480}'
      """;
}
