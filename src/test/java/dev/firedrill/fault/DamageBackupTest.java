package dev.firedrill.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backup.BackupKey;
import dev.firedrill.backup.BackupPart;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.backup.DirectoryStore;
import dev.firedrill.backup.SetEntry;
import dev.firedrill.backup.SnapshotFacts;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.distribution.k3s.K3sDistribution;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.model.Seed;
import dev.firedrill.ports.Cluster;
import dev.firedrill.waiting.Sight;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damaged copies of snapshots, without a cluster. */
class DamageBackupTest {

  private static final int SEAL = 32;

  private BackupSet set;

  @BeforeEach
  void place(@TempDir Path folder) {
    set = new BackupSet(new DirectoryStore(folder), BackupKey.ofSeed(new Seed(1)), "test");
  }

  private FaultContext context() {
    return context(nothing(Distribution.class));
  }

  private FaultContext kubeadm() {
    return context(new KubeadmDistribution());
  }

  private FaultContext context(Distribution distribution) {
    return new FaultContext(
        nothing(Cluster.class),
        distribution,
        node -> {
          throw new UnsupportedOperationException("machine " + node);
        },
        new Seed(1),
        set);
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

  private SetEntry snapshot() throws GeneralSecurityException {
    byte[] content = "the keys and values of a cluster".repeat(9).getBytes(StandardCharsets.UTF_8);
    byte[] sealed = Arrays.copyOf(content, content.length + SEAL);
    System.arraycopy(sha256(content), 0, sealed, content.length, SEAL);
    SetEntry entry =
        set.store("etcd-snapshot.db", BackupPart.ETCD, "cp-1", "ours", Instant.EPOCH, sealed);
    set.commit(BackupPart.ETCD, List.of(entry), new SnapshotFacts("ab", 7, 2));
    return entry;
  }

  private SetEntry noted() {
    return set.manifest().orElseThrow().of(BackupPart.ETCD).get(0);
  }

  private byte[] damaged() {
    return set.stored(noted()).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(names = {"TRUNCATED", "EMPTY", "FOREIGN", "NO_HASH"})
  void a_copy_is_damaged_once_and_that_is_seen(Damage how) throws GeneralSecurityException {
    byte[] whole = set.stored(snapshot()).orElseThrow();
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
      throws GeneralSecurityException {
    SetEntry whole = snapshot();
    new DamageBackup(Damage.FOREIGN).inject(context());
    byte[] other = set.content(noted());
    int sealed = other.length - SEAL;
    assertThat(noted().sha256()).isNotEqualTo(whole.sha256());
    assertThat(noted().bytes()).isEqualTo(whole.bytes());
    assertThat(noted().cluster()).isEqualTo("another cluster");
    assertThat(Arrays.copyOfRange(other, sealed, other.length))
        .isEqualTo(sha256(Arrays.copyOf(other, sealed)));
  }

  private void configuration(String manifest, String... files) {
    List<SetEntry> entries = new ArrayList<>();
    entries.add(configured("/etc/kubernetes/manifests/kube-apiserver.yaml", manifest));
    for (String file : files) {
      entries.add(configured(file, "keys"));
    }
    set.commit(BackupPart.CONFIGURATION, entries, new SnapshotFacts("ab", 7, 2));
  }

  private SetEntry configured(String path, String content) {
    return kept(BackupPart.CONFIGURATION, "configuration/cp-1" + path, content);
  }

  private SetEntry kept(BackupPart part, String name, String content) {
    return set.store(
        name, part, "cp-1", "ours", Instant.EPOCH, content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_set_of_a_cluster_that_encrypts_nothing_cannot_lack_what_it_encrypts_by() {
    DamageBackup fault = new DamageBackup(Damage.NO_ENCRYPTION_CONFIGURATION);
    configuration("    - kube-apiserver\n");
    fault.inject(kubeadm());
    assertThat(fault.confirmation(kubeadm()).look().get())
        .isEqualTo(new Sight.NotYet<>("there is none"));
    String keys = "/etc/kubernetes/pki/keys.yaml";
    configuration("    - kube-apiserver\n    - --encryption-provider-config=" + keys + "\n", keys);
    assertThat(fault.confirmation(kubeadm()).look().get())
        .isEqualTo(new Sight.NotYet<>("it is as it was taken"));
    fault.inject(kubeadm());
    assertThat(fault.confirmation(kubeadm()).look().get()).isInstanceOf(Sight.Holds.class);
    assertThat(set.manifest().orElseThrow().of(BackupPart.CONFIGURATION)).hasSize(1);
  }

  @Test
  void a_set_lacks_the_token_that_servers_join_by_and_nothing_else() {
    DamageBackup fault = new DamageBackup(Damage.NO_JOIN_TOKEN);
    Distribution k3s = new K3sDistribution();
    List<SetEntry> entries =
        k3s.backup().identity().stream()
            .map(path -> kept(BackupPart.PKI, "pki" + path, "secret"))
            .toList();
    set.commit(BackupPart.PKI, entries, new SnapshotFacts("ab", 7, 2));
    assertThat(fault.confirmation(context(k3s)).look().get())
        .isEqualTo(new Sight.NotYet<>("it is as it was taken"));
    fault.inject(context(k3s));
    assertThat(fault.confirmation(context(k3s)).look().get()).isInstanceOf(Sight.Holds.class);
    assertThat(entries)
        .filteredOn(entry -> !set.manifest().orElseThrow().of(BackupPart.PKI).contains(entry))
        .extracting(SetEntry::name)
        .containsExactly("pki/var/lib/rancher/k3s/server/token");
    assertThat(fault.confirmation(kubeadm()).look().get())
        .isEqualTo(new Sight.NotYet<>("there is none"));
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
