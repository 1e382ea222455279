package dev.firedrill.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.distribution.Distribution;
import dev.firedrill.model.Seed;
import dev.firedrill.ports.Cluster;
import dev.firedrill.waiting.Sight;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damaged copies of snapshots, without a cluster. */
class DamageBackupTest {

  private static final int SEAL = 32;

  @TempDir Path backups;

  private FaultContext context() {
    return new FaultContext(
        nothing(Cluster.class),
        nothing(Distribution.class),
        node -> {
          throw new UnsupportedOperationException("machine " + node);
        },
        new Seed(1),
        backups);
  }

  private static <T> T nothing(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            }));
  }

  private static byte[] sha256(byte[] content) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(content);
  }

  private byte[] snapshot() throws GeneralSecurityException, IOException {
    byte[] content = "the keys and values of a cluster".repeat(9).getBytes(StandardCharsets.UTF_8);
    byte[] sealed = Arrays.copyOf(content, content.length + SEAL);
    System.arraycopy(sha256(content), 0, sealed, content.length, SEAL);
    Files.write(backups.resolve("etcd-snapshot.db"), sealed);
    Files.writeString(
        backups.resolve("etcd-snapshot.json"),
        "{\"sha256\":\"%s\",\"cluster\":\"ours\"}"
            .formatted(HexFormat.of().formatHex(sha256(sealed))));
    return sealed;
  }

  private byte[] damaged() throws IOException {
    return Files.readAllBytes(backups.resolve("etcd-snapshot.db"));
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void a_copy_is_damaged_once_and_that_is_seen(Damage how)
      throws GeneralSecurityException, IOException {
    byte[] whole = snapshot();
    DamageBackup fault = new DamageBackup(how);
    assertThat(fault.confirmation(context()).look().get())
        .isEqualTo(new Sight.NotYet<>("it is as it was taken"));
    fault.inject(context());
    byte[] once = damaged();
    fault.inject(context());
    assertThat(damaged()).isEqualTo(once).isNotEqualTo(whole);
    assertThat(fault.confirmation(context()).look().get()).isInstanceOf(Sight.Holds.class);
    assertThat(fault.heal(context())).startsWith("nothing");
    assertThat(damaged()).isEqualTo(once);
  }

  @Test
  void a_snapshot_of_another_cluster_is_sealed_and_fits_what_is_noted_of_it()
      throws GeneralSecurityException, IOException {
    byte[] whole = snapshot();
    new DamageBackup(Damage.FOREIGN).inject(context());
    byte[] other = damaged();
    int sealed = other.length - SEAL;
    assertThat(other).hasSameSizeAs(whole);
    assertThat(Arrays.copyOfRange(other, sealed, other.length))
        .isEqualTo(sha256(Arrays.copyOf(other, sealed)));
    assertThat(Files.readString(backups.resolve("etcd-snapshot.json")))
        .contains(HexFormat.of().formatHex(sha256(other)), "another cluster");
  }

  @Test
  void what_is_not_there_cannot_be_damaged() {
    DamageBackup fault = new DamageBackup(Damage.EMPTY);
    fault.inject(context());
    assertThat(fault.confirmation(context()).look().get())
        .isEqualTo(new Sight.NotYet<>("there is none"));
    assertThatThrownBy(() -> Damage.of("burnt"))
        .hasMessageContaining("\"burnt\" is no damage to a backup; there are [truncated, empty");
  }
}
