package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.distribution.EtcdNode;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.testing.Overridden;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members are called what the distribution calls them. */
class EtcdMembersTest {

  private static final NodeName SECOND = new NodeName("cp-2");

  private final Topology topology = TopologyFile.read(Path.of("clusters/ha.yaml"));
  private final SimulatedCluster cluster =
      new SimulatedCluster(topology, Version.parse("v1.29.4"), new Simulation(3));
  @TempDir private Path folder;

  private OperationContext calling(EtcdNode etcd) {
    OperationContext plain = SimulatedGround.on(cluster, folder);
    Distribution distribution =
        Overridden.with(
            Distribution.class,
            plain.distribution(),
            new Object() {
              public EtcdNode etcd() {
                return etcd;
              }
            });
    return SimulatedGround.with(distribution, plain);
  }

  private EtcdNode etcd() {
    return SimulatedGround.on(cluster, folder).distribution().etcd();
  }

  @Test
  void by_their_node_where_the_distribution_does() {
    assertThat(new EtcdMembers(calling(etcd())).entry(SECOND))
        .isEqualTo("cp-2=https://%s:2380".formatted(topology.machine(SECOND).address()));
  }

  @Test
  void by_another_name_where_the_distribution_gives_one() {
    EtcdNode other =
        Overridden.with(
            EtcdNode.class,
            etcd(),
            new Object() {
              public String memberName(NodeShell node) {
                return node.node() + "-7c3a91f0";
              }
            });
    assertThat(new EtcdMembers(calling(other)).entry(SECOND))
        .startsWith("cp-2-7c3a91f0=https://")
        .endsWith(topology.machine(SECOND).address() + ":2380");
  }
}
