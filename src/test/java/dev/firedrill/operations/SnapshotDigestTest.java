package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SnapshotDigestTest {

  private final byte[] whole = snapshot();

  @Test
  void a_whole_snapshot_ends_with_the_digest_of_its_content() {
    assertThat(SnapshotDigest.holds(whole)).isTrue();
  }

  @Test
  void a_copy_of_the_database_without_the_digest_is_none() {
    assertThat(SnapshotDigest.holds(Arrays.copyOf(whole, whole.length - 32))).isFalse();
  }

  @Test
  void a_snapshot_cut_short_or_with_one_bit_turned_is_none() {
    assertThat(SnapshotDigest.holds(Arrays.copyOf(whole, whole.length - 1))).isFalse();
    whole[100] ^= 1;
    assertThat(SnapshotDigest.holds(whole)).isFalse();
  }

  @Test
  void nothing_and_a_digest_of_nothing_are_none() {
    assertThat(SnapshotDigest.holds(new byte[0])).isFalse();
    assertThat(SnapshotDigest.holds(sha256(new byte[0]))).isFalse();
  }

  private static byte[] snapshot() {
    byte[] database = new byte[4096];
    Arrays.fill(database, (byte) 7);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(database);
    file.writeBytes(sha256(database));
    return file.toByteArray();
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
