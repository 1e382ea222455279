package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backup.BackupPart;
import dev.firedrill.backup.BackupSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ClusterBackupsTest {

  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  @TempDir Path folder;

  private ClusterBackups backups(String cluster) {
    return new ClusterBackups(place("--backup-store", folder.toString()), cluster);
  }

  private static BackupPlace place(String... options) {
    BackupPlace place = new BackupPlace(Map.of());
    new CommandLine(place).parseArgs(options);
    return place;
  }

  private static void take(BackupSet set, String content) {
    set.commit(
        BackupPart.PKI,
        List.of(
            set.store(
                "pki/ca.crt",
                BackupPart.PKI,
                "cp-1",
                "a",
                NOON,
                content.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void the_newest_set_is_the_one_that_was_begun_last_and_earlier_ones_stay() {
    take(backups("prod").begun(NOON), "first");
    take(backups("prod").begun(NOON.plusSeconds(3600)), "second");
    take(backups("test").begun(NOON.plusSeconds(7200)), "another cluster's");
    BackupSet newest = backups("prod").requireNewest();
    assertThat(newest.content(newest.manifest().orElseThrow().entries().get(0)))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("second");
    assertThat(folder.resolve("prod")).isDirectoryContaining("glob:**/20261126T120000.000Z");
  }

  @Test
  void sets_begun_in_the_same_second_are_two_and_one_named_by_its_second_alone_is_read() {
    take(place("--backup-store", folder.toString()).in("prod/20261126T115959Z"), "of old");
    assertThat(backups("prod").requireNewest().place()).endsWith("20261126T115959Z");
    take(backups("prod").begun(NOON.plusMillis(250)), "first");
    take(backups("prod").begun(NOON.plusMillis(251)), "second");
    assertThat(backups("prod").requireNewest().place()).endsWith("20261126T120000.251Z");
    assertThat(folder.resolve("prod")).isDirectoryContaining("glob:**/20261126T120000.250Z");
  }

  @Test
  void a_set_that_was_never_committed_to_is_none() throws IOException {
    take(backups("prod").begun(NOON), "first");
    Path broken = Files.createDirectories(folder.resolve("prod/20261126T150000.000Z/pki"));
    Files.writeString(broken.resolve("ca.crt.0123456789ab"), "half");
    assertThat(backups("prod").requireNewest().place()).endsWith("20261126T120000.000Z");
  }

  @Test
  void the_set_of_an_upgrade_is_not_taken_for_a_complete_one() {
    take(backups("prod").begun(NOON), "first");
    take(place("--backup-store", folder.toString()).in("prod/20261126T150000Z-7.backups"), "PKI");
    assertThat(backups("prod").requireNewest().place()).endsWith("20261126T120000.000Z");
  }

  @Test
  void without_any_set_it_is_said_where_it_was_looked_for() {
    assertThat(backups("prod").newest()).isEmpty();
    assertThatThrownBy(() -> backups("prod").requireNewest())
        .isInstanceOf(Refused.class)
        .hasMessageContaining("no backup of cluster prod in " + folder.resolve("prod"));
  }

  @Test
  void without_a_store_nothing_is_begun() {
    assertThatThrownBy(() -> new ClusterBackups(new BackupPlace(Map.of()), "prod").begun(NOON))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("--backup-store");
  }
}
