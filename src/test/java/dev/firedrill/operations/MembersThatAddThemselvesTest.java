package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.distribution.EtcdNode;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.testing.Overridden;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where members join the first, a restore that leaves the first out restores nothing. */
class MembersThatAddThemselvesTest {

  private static final String REFUSAL = "restored on cp-1 by its own name, which the others join";

  private final SimulatedCluster cluster =
      new SimulatedCluster(
          TopologyFile.read(Path.of("clusters/ha.yaml")),
          Version.parse("v1.29.4"),
          new Simulation(3));
  @TempDir private Path folder;

  @Test
  void a_restore_on_another_one_alone_is_refused() {
    assertThatThrownBy(() -> restore(List.of(new NodeName("cp-2")), false, ""))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining(REFUSAL);
  }

  @Test
  void a_restore_by_one_name_for_all_is_refused() {
    assertThatThrownBy(() -> restore(List.of(), false, "cp-1"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining(REFUSAL);
  }

  @Test
  void a_restore_on_all_is_not_refused_for_that() {
    assertThatThrownBy(() -> restore(List.of(), false, ""))
        .hasMessageNotContaining(REFUSAL)
        .hasMessageContaining("backup");
  }

  private void restore(List<NodeName> members, boolean newCluster, String name) {
    OperationContext plain = SimulatedGround.on(cluster, folder);
    EtcdNode adding =
        Overridden.with(
            EtcdNode.class,
            plain.distribution().etcd(),
            new Object() {
              public boolean addsItself() {
                return true;
              }
            });
    Distribution distribution =
        Overridden.with(
            Distribution.class,
            plain.distribution(),
            new Object() {
              public EtcdNode etcd() {
                return adding;
              }
            });
    new RestoreEtcd(members, newCluster, name, false)
        .run(SimulatedGround.with(distribution, plain));
  }
}
