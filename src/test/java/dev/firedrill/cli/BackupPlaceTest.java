package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.model.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BackupPlaceTest {

  @TempDir private Path folder;

  private static BackupPlace given(String... arguments) {
    BackupPlace place = new BackupPlace();
    new CommandLine(place).parseArgs(arguments);
    return place;
  }

  private Path key(String permissions) throws IOException {
    Path key = folder.resolve("key");
    Files.writeString(key, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n");
    return Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(permissions));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
  void a_key_file_that_others_may_read_or_change_is_refused(String permissions) throws IOException {
    Path key = key(permissions);
    assertThatThrownBy(() -> given("--backup-key", key.toString()).check())
        .isInstanceOf(Refused.class)
        .hasMessageContaining("others than its owner (" + permissions + "): chmod 600");
  }

  @Test
  void an_empty_name_is_no_way_to_say_none() {
    assertThatThrownBy(() -> given("--backup-key", "", "--backup-store", "").check())
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.reasons())
                    .hasSize(2)
                    .anyMatch(each -> each.startsWith("--backup-key: expected the name of a file"))
                    .anyMatch(each -> each.startsWith("--backup-store: \"\": expected a folder")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gs://bucket/ours", "s3:/bucket", "file:/tmp", "S3:bucket/"})
  void an_address_of_another_kind_is_no_folder(String address) {
    assertThatThrownBy(() -> given("--backup-store", address).check())
        .isInstanceOf(Refused.class)
        .hasMessageContaining("\"" + address + "\": expected a folder, or s3://BUCKET");
  }

  @Test
  void real_backups_have_the_key_of_the_file_and_simulated_ones_else_one_of_the_seed()
      throws IOException {
    Path key = key("rw-------");
    BackupPlace keyed = given("--backup-key", key.toString());
    keyed.check();
    String id = keyed.of(folder, false, new Seed(1)).keyId();
    assertThat(id).hasSize(16).isEqualTo(keyed.of(folder, true, new Seed(2)).keyId());
    assertThat(given().of(folder, false, new Seed(1)).keyId()).isEmpty();
    assertThat(given().of(folder, true, new Seed(1)).keyId())
        .hasSize(16)
        .isNotEqualTo(id)
        .isNotEqualTo(given().of(folder, true, new Seed(2)).keyId());
  }

  @Test
  void a_file_without_a_key_is_refused_before_anything_starts() throws IOException {
    Path key = folder.resolve("key");
    assertThatThrownBy(() -> given("--backup-key", key.toString()).check())
        .isInstanceOf(Refused.class)
        .hasMessageContaining("--backup-key: cannot read");
    Files.writeString(key("rw-------"), "a passphrase\n");
    assertThatThrownBy(() -> given("--backup-key", key.toString()).check())
        .isInstanceOf(Refused.class)
        .hasMessageContaining("openssl rand -base64 32")
        .hasMessageNotContaining("a passphrase");
  }

  @Test
  void a_store_gets_a_folder_for_each_run() {
    Path beside = folder.resolve("reports/upgrade/20260101T000000Z-1.backups");
    String run = "upgrade/20260101T000000Z-1.backups";
    BackupPlace elsewhere = given("--backup-store", folder.resolve("kept").toString());
    elsewhere.check();
    assertThat(given().of(beside, true, new Seed(1)).place()).isEqualTo(beside.toString());
    assertThat(elsewhere.of(beside, true, new Seed(1)).place())
        .isEqualTo(folder.resolve("kept").resolve(run).toString());
    Map<String, String> environment =
        Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "secret");
    for (String scheme : List.of("s3", "S3")) {
      BackupPlace bucket = new BackupPlace(environment);
      new CommandLine(bucket).parseArgs("--backup-store", scheme + "://backups/ours");
      assertThat(bucket.of(beside, true, new Seed(1)).place())
          .isEqualTo("s3://backups/ours/" + run + "/");
    }
  }

  @Test
  void everything_that_is_wrong_with_key_and_store_is_told_at_once() {
    BackupPlace wrong = new BackupPlace(Map.of());
    new CommandLine(wrong)
        .parseArgs("--backup-store", "s3://B", "--backup-key", folder.resolve("none").toString());
    assertThatThrownBy(wrong::check)
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.reasons())
                    .hasSize(4)
                    .anyMatch(each -> each.startsWith("--backup-key: cannot read"))
                    .contains("--backup-store: the environment lacks AWS_ACCESS_KEY_ID"));
  }

  @Test
  void a_store_that_does_not_answer_is_told_before_anything_starts() {
    BackupPlace away =
        new BackupPlace(
            Map.of(
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_ENDPOINT_URL", "http://127.0.0.1:9"));
    new CommandLine(away).parseArgs("--backup-store", "s3://backups");
    assertThatThrownBy(away::check)
        .isInstanceOf(Refused.class)
        .hasMessageContaining("--backup-store: listing s3://backups/");
  }
}
