package dev.firedrill.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.model.Seed;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupKeyTest {

  private static final String NAME = "pki/ca.key";
  private static final byte[] CONTENT = "the key of an authority".getBytes(UTF_8);

  /** The content "content" of file "a", by the key of 32 bytes 0 to 31; made by other code. */
  private static final String GOLDEN =
      "RkRCQUNLVVABredwZIjOf4Sr0FJvJwK9GTd9OkMV6ZLal152Xof6aUkJO2YUhVh+zc6I9uxSTYGAR+vQKsmpEDLRfu+a"
          + "q+In";

  private final BackupKey key = BackupKey.ofSeed(new Seed(1));
  private final byte[] stored = key.encrypt(NAME, CONTENT);

  @Test
  void what_is_encrypted_is_not_in_the_stored_file_and_comes_back() {
    assertThat(new String(stored, UTF_8)).doesNotContain("authority").startsWith("FDBACKUP");
    assertThat(key.decrypt(NAME, stored)).isEqualTo(CONTENT);
    assertThat(key.decrypt("none", key.encrypt("none", new byte[0]))).isEmpty();
  }

  @Test
  void equal_files_of_equal_names_are_stored_equally_and_no_others() {
    assertThat(key.encrypt(NAME, CONTENT)).isEqualTo(stored);
    assertThat(salt(key.encrypt("pki/ca.crt", CONTENT))).isNotEqualTo(salt(stored));
    assertThat(salt(key.encrypt(NAME, "other".getBytes(UTF_8)))).isNotEqualTo(salt(stored));
  }

  private static byte[] salt(byte[] stored) {
    return EncryptedFile.parse(NAME, stored).salt();
  }

  @Test
  void a_file_of_format_1_stays_readable() {
    BackupKey known = BackupKey.parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n");
    byte[] content = "content".getBytes(UTF_8);
    assertThat(known.decrypt("a", Base64.getDecoder().decode(GOLDEN))).isEqualTo(content);
    assertThat(known.encrypt("a", content)).isEqualTo(Base64.getDecoder().decode(GOLDEN));
  }

  @Test
  void every_altered_byte_is_noticed_and_every_cut() {
    for (int i = 0; i < stored.length; i++) {
      byte[] altered = stored.clone();
      altered[i] ^= 1;
      assertThatThrownBy(() -> key.decrypt(NAME, altered))
          .as("byte %d", i)
          .isInstanceOf(BackupUnusable.class);
      byte[] cut = Arrays.copyOf(stored, i);
      assertThatThrownBy(() -> key.decrypt(NAME, cut))
          .as("%d bytes", i)
          .isInstanceOf(BackupUnusable.class);
    }
  }

  @Test
  void another_key_is_named_and_another_name_is_refused() {
    BackupKey other = BackupKey.ofSeed(new Seed(2));
    assertThatThrownBy(() -> other.decrypt(NAME, stored))
        .hasMessageContaining("expected the key " + key.id())
        .hasMessageContaining("another key, " + other.id());
    assertThatThrownBy(() -> key.decrypt("pki/sa.key", stored))
        .hasMessageContaining("altered or cut short");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a passphrase", "c2hvcnQ=", "!!!!"})
  void what_is_no_key_is_refused_and_not_repeated(String text) {
    assertThatThrownBy(() -> BackupKey.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("openssl rand -base64 32")
        .hasNoCause()
        .message()
        .satisfies(said -> assertThat(text.isEmpty() || !said.contains(text)).as(said).isTrue());
  }
}
