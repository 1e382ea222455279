package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.model.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BackupPlaceTest {

  @TempDir private Path folder;

  private static BackupPlace given(String... arguments) {
    BackupPlace place = new BackupPlace();
    new CommandLine(place).parseArgs(arguments);
    return place;
  }

  @Test
  void real_backups_have_the_key_of_the_file_and_simulated_ones_else_one_of_the_seed()
      throws IOException {
    Path key = folder.resolve("key");
    Files.writeString(key, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n");
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
    Files.writeString(key, "a passphrase\n");
    assertThatThrownBy(() -> given("--backup-key", key.toString()).check())
        .isInstanceOf(Refused.class)
        .hasMessageContaining("openssl rand -base64 32")
        .hasMessageNotContaining("a passphrase");
  }
}
