package dev.firedrill.operations;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backup.BackupKey;
import dev.firedrill.backup.BackupPart;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.backup.BackupUnusable;
import dev.firedrill.backup.DirectoryStore;
import dev.firedrill.backup.SetEntry;
import dev.firedrill.backup.SetManifest;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.fault.Damage;
import dev.firedrill.fault.DamageBackup;
import dev.firedrill.fault.FaultContext;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Version;
import dev.firedrill.ports.BackupStore;
import dev.firedrill.ports.Command;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.testing.Recording;
import dev.firedrill.tools.Shells;
import dev.firedrill.waiting.Sight;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backup set is held against its manifest before anything is built on it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyBackupTest {

  private static final Version VERSION = Version.parse("v1.29.4");
  private static final NodeName NODE = new NodeName("cp-1");
  private static final BackupKey KEY = BackupKey.ofSeed(new Seed(3));
  private static final VerifyBackup VERIFY = new VerifyBackup(Duration.ofHours(1), false, false);

  private static final String PUBLIC_KEY = "/etc/kubernetes/pki/sa.pub";

  private final SimulatedCluster cluster =
      new SimulatedCluster(
          TopologyFile.read(Path.of("clusters/single.yaml")), VERSION, new Simulation(3));
  private Path folder = Path.of("");

  @BeforeAll
  void initialise(@TempDir Path shared) {
    folder = shared;
    new InitialiseControlPlane(NODE, VERSION).run(context(null));
  }

  @BeforeEach
  void place(@TempDir Path empty) {
    folder = empty;
  }

  private OperationContext context(@Nullable BackupKey key) {
    return new OperationContext(
        cluster,
        new KubeadmDistribution(),
        new Recording(),
        folder.resolve("run"),
        new BackupSet(new DirectoryStore(folder.resolve("backups")), key, "test"),
        "step");
  }

  private OperationContext backedUp(@Nullable BackupKey key) {
    OperationContext context = context(key);
    new BackUpEtcd().run(context);
    new BackUpPki().run(context);
    return context;
  }

  private static SetEntry entry(OperationContext context, String name) {
    return context.backups().manifest().orElseThrow().entry(name).orElseThrow();
  }

  private Path object(OperationContext context, String name) {
    return folder.resolve("backups").resolve(entry(context, name).storedAs());
  }

  @Test
  void a_whole_set_verifies_and_says_how_it_is_protected() {
    assertThat(VERIFY.run(backedUp(KEY)))
        .contains("taken on node cp-1", "encrypted with key " + KEY.id());
  }

  @Test
  void a_set_without_a_key_verifies_and_says_that_it_is_not_encrypted() {
    assertThat(VERIFY.run(backedUp(null))).contains("not encrypted: whoever reads it");
    assertThat(new BackUpPki().run(context(null))).contains("not encrypted, no key was given");
  }

  @Test
  void another_key_and_no_key_are_refused_by_everything_that_reads_the_set() {
    backedUp(KEY);
    BackupKey other = BackupKey.ofSeed(new Seed(4));
    for (Operation reading :
        new Operation[] {VERIFY, new RehearseRestore(), new RestorePki(NODE), new BackUpEtcd()}) {
      assertThatThrownBy(() -> reading.run(context(other)))
          .isInstanceOf(BackupUnusable.class)
          .hasMessageContaining("another key, " + other.id());
      assertThatThrownBy(() -> reading.run(context(null)))
          .isInstanceOf(BackupUnusable.class)
          .hasMessageContaining("saw no key");
    }
    assertThat(cluster.etcd().healthy(NODE)).isTrue();
  }

  @Test
  void everything_that_is_missing_altered_or_beside_the_set_is_named_at_once() throws IOException {
    OperationContext context = backedUp(KEY);
    Files.delete(object(context, "pki/etc/kubernetes/pki/sa.key"));
    context
        .backups()
        .tamper(entry(context, "pki/etc/kubernetes/pki/ca.key"), "x".getBytes(US_ASCII));
    Files.writeString(folder.resolve("backups/stranger"), "?");
    assertThatThrownBy(() -> VERIFY.run(context))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("content of pki/etc/kubernetes/pki/sa.key")
        .hasMessageContaining("content of pki/etc/kubernetes/pki/ca.key")
        .hasMessageContaining("also there: [stranger]; left: nothing")
        .hasMessageContaining("Nothing was changed");
  }

  /** Found by review: in a disaster nobody can take another backup that would clean up. */
  @Test
  void what_a_backup_that_was_broken_off_has_left_does_not_make_a_good_set_a_bad_one()
      throws IOException {
    OperationContext context = context(KEY);
    new BackUpEtcd().run(context);
    SetEntry left =
        context
            .backups()
            .store("pki/a", BackupPart.PKI, "cp-1", "ours", Instant.EPOCH, new byte[3]);
    Files.writeString(folder.resolve("backups/pki/b.0123456789ab.partial"), "half");
    assertThat(VERIFY.run(context)).contains("encrypted with key");
    Files.writeString(folder.resolve("backups/pki/b.0123456789ab"), "another's");
    assertThatThrownBy(() -> VERIFY.run(context))
        .hasMessageContaining("also there: [pki/b.0123456789ab]; left: [" + left.storedAs());
  }

  @Test
  void a_file_that_was_never_taken_is_named() {
    OperationContext context = backedUp(KEY);
    context.backups().forget(entry(context, "pki/etc/kubernetes/pki/sa.key"));
    assertThatThrownBy(() -> VERIFY.run(context))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("missing: [/etc/kubernetes/pki/sa.key]");
  }

  @Test
  void an_altered_and_a_cut_snapshot_do_not_verify() {
    OperationContext context = backedUp(KEY);
    SetEntry snapshot = entry(context, EtcdBackup.SNAPSHOT);
    byte[] altered = context.backups().stored(snapshot).orElseThrow();
    altered[altered.length / 2] ^= 1;
    context.backups().tamperStored(snapshot, altered);
    assertThatThrownBy(() -> VERIFY.run(context)).hasMessageContaining("altered or cut short");
    context.backups().tamperStored(snapshot, new byte[9]);
    assertThatThrownBy(() -> VERIFY.run(context)).hasMessageContaining("saw 9 bytes");
  }

  @Test
  void a_set_from_before_there_was_a_key_is_refused_by_everything_that_reads_it() {
    backedUp(null);
    for (Operation reading :
        new Operation[] {VERIFY, new RehearseRestore(), new RestorePki(NODE), new BackUpEtcd()}) {
      assertThatThrownBy(() -> reading.run(context(KEY)))
          .isInstanceOf(BackupUnusable.class)
          .hasMessageContaining("no key sealed")
          .hasMessageContaining("Nothing was changed");
    }
    assertThat(VERIFY.run(context(null))).contains("not encrypted");
  }

  /** Notes another cluster of a file, as who puts two sets together does. */
  private static void ofCluster(OperationContext context, String name, String cluster) {
    BackupSet backups = context.backups();
    SetManifest set = backups.manifest().orElseThrow();
    SetEntry was = set.entry(name).orElseThrow();
    List<SetEntry> part = new ArrayList<>(set.of(was.part()));
    part.remove(was);
    part.add(
        backups.store(name, was.part(), was.node(), cluster, was.takenAt(), backups.content(was)));
    backups.commit(was.part(), part, set.snapshot());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "another"})
  void every_file_has_to_be_of_one_cluster_and_of_a_known_one(String cluster) {
    OperationContext context = backedUp(KEY);
    ofCluster(context, "pki/etc/kubernetes/pki/sa.key", cluster);
    assertThatThrownBy(() -> VERIFY.run(context))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("one cluster of the backup set")
        .hasMessageContaining("nobody knows which: [pki/etc/kubernetes/pki/sa.key]");
    new BackUpPki().run(context);
    assertThat(VERIFY.run(context)).contains("taken on node cp-1");
    ofCluster(context, EtcdBackup.SNAPSHOT, cluster);
    assertThatThrownBy(() -> VERIFY.run(context))
        .hasMessageContaining("expected of the cluster with the keys");
  }

  /** As before a cluster is rebuilt: the machine has no keys to hold the set against. */
  @Test
  void on_a_new_machine_a_set_of_nobody_knows_which_cluster_does_not_pass() {
    OperationContext context = backedUp(KEY);
    byte[] keys = cluster.shell(NODE).read(PUBLIC_KEY);
    cluster.shell(NODE).run(Command.of("rm", "-f", PUBLIC_KEY));
    try {
      assertThat(VERIFY.run(context)).contains("taken on node cp-1");
      ofCluster(context, EtcdBackup.SNAPSHOT, "");
      assertThatThrownBy(() -> VERIFY.run(context))
          .hasMessageContaining("nobody noted of which")
          .hasMessageContaining("nobody knows which: [etcd-snapshot.db, pki/");
    } finally {
      cluster.shell(NODE).write(PUBLIC_KEY, keys, "0644");
    }
  }

  /** From a store far away each object is fetched once. */
  @Test
  void what_is_restored_is_fetched_once() {
    backedUp(KEY);
    BackupStore kept = new DirectoryStore(folder.resolve("backups"));
    List<String> fetched = new ArrayList<>();
    BackupStore counted =
        (BackupStore)
            Proxy.newProxyInstance(
                BackupStore.class.getClassLoader(),
                new Class<?>[] {BackupStore.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("get")) {
                    fetched.add(String.valueOf(arguments[0]));
                  }
                  return method.invoke(kept, arguments);
                });
    OperationContext far = SimulatedGround.on(cluster, folder, new BackupSet(counted, KEY, "test"));
    EtcdBackup taken = EtcdBackup.latest(far);
    assertThat(RestoreEtcd.asNoted(far, taken)).hasSize((int) taken.entry().bytes());
    new RestorePki(NODE).run(far);
    fetched.removeIf(SetManifest.NAME::equals);
    assertThat(fetched).hasSize(9).doesNotHaveDuplicates();
    far.backups().tamperStored(taken.entry(), new byte[] {1});
    assertThatThrownBy(() -> RestoreEtcd.asNoted(far, taken))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("saw 1 bytes");
  }

  private static final VerifyBackup COMPLETE = new VerifyBackup(Duration.ofHours(1), false, true);

  @Test
  void a_set_of_which_a_part_was_never_taken_is_not_complete() {
    OperationContext context = context(KEY);
    new BackUpEtcd().run(context);
    assertThat(VERIFY.run(context)).contains("encrypted with key");
    assertThatThrownBy(() -> COMPLETE.run(context))
        .hasMessageContaining("missing: [pki, configuration, configuration of node cp-1]");
    new BackUpPki().run(context);
    new BackUpConfiguration().run(context);
    assertThat(COMPLETE.run(context)).contains("encrypted with key");
  }

  @Test
  void the_configuration_that_secrets_are_encrypted_by_is_in_the_set_or_the_set_is_refused() {
    assertThat(new EncryptSecrets().run(context(KEY))).contains("[cp-1] encrypt Secrets");
    OperationContext context = backedUp(KEY);
    new BackUpConfiguration().run(context);
    assertThat(COMPLETE.run(context)).contains("encrypted with key");
    new DamageBackup(Damage.NO_ENCRYPTION_CONFIGURATION).inject(faults(context));
    for (VerifyBackup each : new VerifyBackup[] {VERIFY, COMPLETE}) {
      assertThatThrownBy(() -> each.run(context))
          .hasMessageContaining("missing: [/etc/kubernetes/pki/encryption-configuration.yaml]");
    }
    assertThatThrownBy(() -> new RestorePki(NODE).run(context))
        .hasMessageContaining(
            "missing or altered: [/etc/kubernetes/pki/encryption-configuration.yaml]");
  }

  @Test
  void a_machine_of_another_name_gets_no_identity_without_the_key_that_secrets_are_encrypted_by() {
    NodeName other = new NodeName("worker-1");
    OperationContext context = backedUp(KEY);
    assertThat(new RestorePki(other).run(context)).contains("the set has no configuration");
    new BackUpConfiguration().run(context);
    if (context.distribution().encryption().named(context.shell(NODE)).isEmpty()) {
      assertThat(new RestorePki(other).run(context)).endsWith("on machine worker-1");
      new EncryptSecrets().run(context);
      new BackUpConfiguration().run(context);
    }
    cluster.shell(other).run(Command.of("rm", "-rf", "/etc/kubernetes/pki"));
    assertThatThrownBy(() -> new RestorePki(other).run(context))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("encryption configuration of a node worker-1")
        .hasMessageContaining("the set has that of [cp-1]: restore onto a machine of such a name")
        .hasMessageContaining("Nothing was changed");
    assertThat(Shells.exists(cluster.shell(other), "/etc/kubernetes/pki/ca.key")).isFalse();
    assertThat(new RestorePki(NODE).run(context)).startsWith("9 files");
  }

  private FaultContext faults(OperationContext context) {
    return new FaultContext(
        cluster, context.distribution(), context::shell, new Seed(1), context.backups());
  }

  @Test
  void what_was_taken_out_of_a_set_is_seen_to_be_gone_and_gone_once() {
    OperationContext context = context(KEY);
    DamageBackup fault = new DamageBackup(Damage.NO_SERVICE_ACCOUNT_KEYS);
    fault.inject(faults(context));
    assertThat(fault.confirmation(faults(context)).look().get())
        .isEqualTo(new Sight.NotYet<>("there is none"));
    backedUp(KEY);
    assertThat(fault.confirmation(faults(context)).look().get())
        .isEqualTo(new Sight.NotYet<>("it is as it was taken"));
    fault.inject(faults(context));
    fault.inject(faults(context));
    assertThat(fault.confirmation(faults(context)).look().get()).isInstanceOf(Sight.Holds.class);
    assertThatThrownBy(() -> VERIFY.run(context))
        .hasMessageContaining("missing: [/etc/kubernetes/pki/sa.pub, /etc/kubernetes/pki/sa.key]");
    assertThatThrownBy(() -> new RestorePki(NODE).run(context))
        .hasMessageContaining("/etc/kubernetes/pki/sa.key");
  }
}
