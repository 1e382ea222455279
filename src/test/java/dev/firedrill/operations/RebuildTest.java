package dev.firedrill.operations;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backup.BackupKey;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.backup.DirectoryStore;
import dev.firedrill.backup.SetEntry;
import dev.firedrill.backup.SetManifest;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.Replaceable;
import dev.firedrill.ports.Skewable;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of which nothing is left is rebuilt out of its backups, on a simulated one. */
class RebuildTest {

  private static final Version VERSION = Version.parse("v1.29.4");
  private static final NodeName FIRST = new NodeName("cp-1");
  private static final NodeName WORKER = new NodeName("worker-1");
  private static final String JOINED = "/etc/kubernetes/.firedrill-joined";
  private static final String CA = "/etc/kubernetes/pki/ca.crt";

  private final Topology topology = TopologyFile.read(Path.of("clusters/ha.yaml"));
  private final SimulatedCluster cluster =
      new SimulatedCluster(topology, VERSION, new Simulation(3));
  @TempDir private Path folder;
  private OperationContext context;

  @BeforeEach
  void initialise() {
    context =
        SimulatedGround.on(
            cluster,
            folder,
            new BackupSet(
                new DirectoryStore(folder.resolve("backups")), BackupKey.ofSeed(new Seed(3)), "t"));
    run(new InitialiseControlPlane(FIRST, VERSION));
  }

  private String run(Operation operation) {
    return operation.run(context);
  }

  private KubernetesClient client() {
    return cluster.kubernetes().client();
  }

  private void write(String name) {
    client()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .build())
        .create();
  }

  private boolean has(String name) {
    return client().configMaps().inNamespace("default").withName(name).get() != null;
  }

  private void lose(NodeName node) {
    cluster.capability(Replaceable.class).orElseThrow().destroy(node);
  }

  private void backUpAndLoseAll() {
    backUpAndLoseAll(List.of());
  }

  /** Of which these are made anew, or all of them. */
  private void backUpAndLoseAll(List<NodeName> replaced) {
    run(new BackUpEtcd());
    run(new BackUpPki());
    topology.nodes().forEach(this::lose);
    run(new ReplaceMachines(replaced));
  }

  private void rebuild() {
    run(new RestorePki(FIRST));
    run(new RestoreEtcd(List.of(FIRST), true, "", false));
    run(new RebuildControlPlane(FIRST, VERSION));
  }

  private void crashedBeforeItsEndWasNoted(NodeName node) {
    cluster.shell(node).run(Command.of("rm", "-f", JOINED));
  }

  @Test
  void a_lost_cluster_comes_back_with_its_identity_and_what_the_snapshot_holds() {
    byte[] authority = cluster.shell(FIRST).read(CA);
    write("before");
    backUpAndLoseAll();
    assertThat(new RestorePki(FIRST).changes()).hasSize(1);
    rebuild();
    assertThat(has("before")).isTrue();
    assertThat(cluster.shell(FIRST).read(CA)).isEqualTo(authority);
    assertThat(cluster.etcd().members()).hasSize(1);
    assertThat(run(new RestorePki(FIRST))).startsWith("8 files");
    assertThat(run(new RebuildControlPlane(FIRST, VERSION))).contains("was rebuilt before");
  }

  @Test
  void a_rebuild_that_was_cut_short_keeps_what_was_written_to_the_restored_cluster() {
    byte[] authority = cluster.shell(FIRST).read(CA);
    backUpAndLoseAll();
    rebuild();
    write("since");
    crashedBeforeItsEndWasNoted(FIRST);
    run(new RebuildControlPlane(FIRST, VERSION));
    assertThat(has("since")).isTrue();
    assertThat(cluster.shell(FIRST).read(CA)).isEqualTo(authority);
  }

  private static SetEntry entry(SetManifest set, String file) {
    return set.entry("pki/etc/kubernetes/pki/" + file).orElseThrow();
  }

  @Test
  void an_incomplete_backup_of_the_identity_is_refused_with_all_that_it_lacks() throws IOException {
    backUpAndLoseAll();
    SetManifest set = context.backups().manifest().orElseThrow();
    Files.delete(folder.resolve("backups").resolve(entry(set, "sa.key").storedAs()));
    context.backups().tamper(entry(set, "front-proxy-ca.crt"), "altered".getBytes(US_ASCII));
    assertThatThrownBy(() -> run(new RestorePki(FIRST)))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining(
            "missing or altered: [/etc/kubernetes/pki/front-proxy-ca.crt,"
                + " /etc/kubernetes/pki/sa.key]");
    assertThatThrownBy(() -> run(new RebuildControlPlane(FIRST, VERSION)))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("missing: [/etc/kubernetes/pki/ca.crt, ");
  }

  @Test
  void a_node_with_another_identity_does_not_get_that_of_the_backup() {
    backUpAndLoseAll();
    context.distribution().bootstrap().initialise(cluster.shell(FIRST), topology, VERSION);
    assertThatThrownBy(() -> run(new RestorePki(FIRST)))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("a node on which these are others: [/etc/kubernetes/pki/ca.crt");
  }

  @Test
  void a_node_is_removed_once_its_kubelet_is_silent_and_not_before() {
    run(new JoinWorker(WORKER));
    assertThatThrownBy(() -> run(new RemoveNode(WORKER)))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("its lease was renewed at 20");
    lose(WORKER);
    assertThat(run(new RemoveNode(WORKER))).contains("is no node any more");
    assertThat(run(new RemoveNode(WORKER))).contains("was removed before");
  }

  private void skew(NodeName node, Duration ahead) {
    cluster.capability(Skewable.class).orElseThrow().putAhead(node, ahead);
    cluster.time().sleep(Duration.ofMinutes(1));
  }

  private Duration removal(NodeName node) {
    Instant begun = context.now();
    assertThat(run(new RemoveNode(node))).contains("is no node any more");
    return Duration.between(begun, context.now());
  }

  /** Its lease is always older than the run's clock allows, and is renewed all the same. */
  @Test
  void a_node_that_lives_is_not_removed_because_its_clock_is_behind() {
    run(new JoinWorker(WORKER));
    skew(WORKER, Duration.ofSeconds(-45));
    assertThatThrownBy(() -> run(new RemoveNode(WORKER)))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("by the node's clock");
    assertThat(Nodes.find(client(), WORKER)).isPresent();
    lose(WORKER);
    assertThat(removal(WORKER)).isLessThanOrEqualTo(Duration.ofSeconds(42));
  }

  /** By what its lease says it was renewed in two hours. */
  @Test
  void a_node_that_is_gone_is_removed_also_where_its_clock_was_ahead() {
    run(new JoinWorker(WORKER));
    skew(WORKER, Duration.ofHours(2));
    lose(WORKER);
    assertThat(removal(WORKER)).isLessThanOrEqualTo(Duration.ofSeconds(42));
  }

  @Test
  void a_node_that_the_controllers_have_missed_is_removed_at_once() {
    run(new JoinWorker(WORKER));
    lose(WORKER);
    cluster.time().sleep(Duration.ofMinutes(2));
    assertThat(removal(WORKER)).isLessThan(Duration.ofSeconds(1));
  }

  /**
   * Its lease is as old as the snapshot, and to controllers that have just begun it looks Ready.
   */
  @Test
  void a_node_of_a_restored_cluster_is_removed_at_once_where_its_machine_is_a_new_one() {
    run(new JoinWorker(WORKER));
    backUpAndLoseAll(List.of());
    cluster.time().sleep(Duration.ofMinutes(2));
    rebuild();
    assertThat(removal(WORKER)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void a_node_whose_machine_gives_no_answer_is_removed_once_two_renewals_were_due() {
    run(new JoinWorker(WORKER));
    backUpAndLoseAll(topology.nodes().stream().filter(node -> !node.equals(WORKER)).toList());
    cluster.time().sleep(Duration.ofMinutes(2));
    rebuild();
    assertThat(removal(WORKER)).isBetween(SilentKubelet.TWO_RENEWALS, Duration.ofSeconds(30));
  }

  @Test
  void a_join_that_was_cut_short_is_not_stopped_by_its_own_ready_node() {
    run(new InstallNetwork());
    run(new JoinWorker(WORKER));
    context.await(
        new Condition<>(
            "Ready",
            "node " + WORKER,
            () ->
                Sight.when(
                    Nodes.find(client(), WORKER).filter(Nodes::isReady).isPresent(), () -> "no")),
        Duration.ofMinutes(1));
    crashedBeforeItsEndWasNoted(WORKER);
    assertThat(run(new JoinWorker(WORKER))).contains("has joined");
  }

  @Test
  void where_nobody_makes_machines_the_operator_is_told_to() {
    Cluster other =
        (Cluster)
            Proxy.newProxyInstance(
                Cluster.class.getClassLoader(),
                new Class<?>[] {Cluster.class},
                (proxy, method, arguments) ->
                    method.getName().equals("topology") ? topology : Optional.empty());
    OperationContext elsewhere = SimulatedGround.with(other, context);
    assertThatThrownBy(() -> new ReplaceMachines(List.of(WORKER)).run(elsewhere))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("provide machines of these names and addresses");
  }
}
