package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.fault.Fault;
import dev.firedrill.fault.FaultContext;
import dev.firedrill.fault.FillEtcdQuota;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Killable;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.waiting.Await;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** etcd without room gets it back, on a simulated cluster. */
class EtcdUpkeepTest {

  private static final Version VERSION = Version.parse("v1.29.4");
  private static final NodeName FIRST = new NodeName("cp-1");
  private static final NodeName THIRD = new NodeName("cp-3");

  private final Topology topology = TopologyFile.read(Path.of("clusters/ha.yaml"));
  private final SimulatedCluster cluster =
      new SimulatedCluster(topology, VERSION, new Simulation(3));
  private final Fault fault = new FillEtcdQuota(16);
  @TempDir private Path folder;
  private OperationContext context;
  private FaultContext faults;

  @BeforeEach
  void initialise() {
    context = SimulatedGround.on(cluster, folder);
    faults =
        new FaultContext(
            cluster, context.distribution(), context::shell, new Seed(1), context.backups());
    run(new InitialiseControlPlane(FIRST, VERSION));
    topology.otherControlPlanes().forEach(node -> run(new JoinControlPlane(node)));
  }

  private String run(Operation operation) {
    return operation.run(context);
  }

  private void fill() {
    fault.inject(faults);
    new Await(cluster.time()).until(fault.confirmation(faults), Duration.ofSeconds(1));
  }

  private void write(String name) {
    cluster
        .kubernetes()
        .client()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .build())
        .create();
  }

  private long size(NodeName node) {
    return context.distribution().etcdUpkeep().database(context.shell(node)).bytes();
  }

  @Test
  void an_alarm_is_disarmed_once_compaction_and_defragmentation_have_given_the_space_back() {
    assertThat(run(new CheckEtcdAlarms())).contains("4 checks passed");
    fill();
    assertThatThrownBy(() -> write("refused"))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("database space exceeded");
    assertThatThrownBy(() -> run(new CheckEtcdAlarms()))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("etcd alarms of etcd: expected none, saw [NOSPACE member ")
        .hasMessageContaining("etcd database size of the member on node cp-3");
    assertThatThrownBy(() -> run(new DisarmEtcdAlarms()))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("the space is not back")
        .hasMessageContaining("compact-etcd, then defragment-etcd");
    assertThat(run(new CompactEtcd())).startsWith("compacted up to revision");
    assertThat(run(new CompactEtcd())).startsWith("was compacted before");
    assertThatThrownBy(() -> run(new DisarmEtcdAlarms()))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("free inside the file alone");
    long before = size(THIRD);
    String done = run(new DefragmentEtcd());
    assertThat(done.split("; ")).hasSize(3);
    assertThat(done.split("; ")[2]).contains("(leader)");
    assertThat(size(THIRD)).isLessThan(before / 2);
    assertThatThrownBy(() -> write("refused-still")).hasMessageContaining("space exceeded");
    assertThat(run(new DisarmEtcdAlarms())).startsWith("disarmed [NOSPACE member ");
    assertThat(run(new DisarmEtcdAlarms())).isEqualTo("no alarm is raised");
    write("taken");
    assertThat(run(new CheckEtcdAlarms())).contains("4 checks passed");
  }

  @Test
  void the_small_quota_of_the_fault_is_taken_back_and_the_alarm_is_not() {
    fill();
    assertThat(fault.heal(faults)).isEqualTo("etcd has its own quota again");
    assertThat(context.distribution().etcdUpkeep().quota(context.shell(THIRD)))
        .isEqualTo(2L * 1024 * 1024 * 1024);
    assertThat(cluster.etcd().alarms()).hasSize(1);
    assertThat(fault.heal(faults)).isEqualTo("etcd has its own quota again");
  }

  @Test
  void no_member_is_defragmented_while_another_is_not_healthy() {
    fill();
    run(new CompactEtcd());
    long before = size(FIRST);
    assertThat(context.distribution().etcdUpkeep().database(context.shell(FIRST)).inUse())
        .as("what defragmenting would make smaller")
        .isLessThan(before / 2);
    cluster.capability(Killable.class).orElseThrow().kill(THIRD);
    assertThatThrownBy(() -> run(new DefragmentEtcd()))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("not healthy: [cp-3]: quorum would be at risk");
    assertThat(size(FIRST)).isEqualTo(before);
    assertThat(new DefragmentEtcd().changes()).hasSize(1);
  }

  @Test
  void an_alarm_that_contents_differ_is_not_disarmed() {
    var member = cluster.etcd().members().get(0);
    Address address = new Address(topology.machine(FIRST).address(), EtcdMember.CLIENT_PORT);
    ((EtcdMember) cluster.ground().network().connect(Network.OUTSIDE, address))
        .raise("CORRUPT member " + member.hexId());
    assertThatThrownBy(() -> run(new DisarmEtcdAlarms()))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("expected none but NOSPACE, saw [CORRUPT member ");
    assertThat(cluster.etcd().alarms()).hasSize(1);
    assertThat(List.of(new DisarmEtcdAlarms(), new CompactEtcd()))
        .allSatisfy(operation -> assertThat(operation.changes()).hasSize(1));
  }
}
