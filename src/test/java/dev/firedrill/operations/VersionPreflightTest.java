package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.model.AgentPlacement;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.testing.Overridden;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kubelet is compared with the API servers that it may speak to. */
class VersionPreflightTest {

  private static final Version OLD = Version.parse("v1.29.4");
  private static final Version NEW = Version.parse("v1.30.4");
  private static final NodeName FIRST = new NodeName("cp-1");

  private final Topology topology = TopologyFile.read(Path.of("clusters/ha.yaml"));
  private final SimulatedCluster cluster = new SimulatedCluster(topology, OLD, new Simulation(3));
  @TempDir private Path folder;

  @BeforeEach
  void one_control_plane_is_new_with_its_kubelet() {
    OperationContext context = SimulatedGround.on(cluster, folder);
    new InitialiseControlPlane(FIRST, OLD).run(context);
    new InstallNetwork().run(context);
    topology.otherControlPlanes().forEach(node -> new JoinControlPlane(node).run(context));
    cluster.time().sleep(Duration.ofMinutes(1));
    new UpgradeFirstControlPlane(FIRST, NEW).run(context);
    new UpgradeKubelet(FIRST, NEW).run(context);
    cluster.time().sleep(Duration.ofSeconds(30));
  }

  private Checks checked(AgentPlacement agents) {
    OperationContext plain = SimulatedGround.on(cluster, folder);
    Distribution distribution =
        Overridden.with(
            Distribution.class,
            plain.distribution(),
            new Object() {
              public AgentPlacement agentPlacement() {
                return agents;
              }
            });
    OperationContext context = SimulatedGround.with(distribution, plain);
    Checks checks = new Checks(context);
    new VersionPreflight(context, checks, NEW).check();
    return checks;
  }

  @Test
  void with_the_oldest_where_it_may_speak_to_any() {
    Checks checks = checked(AgentPlacement.BESIDE);
    assertThatThrownBy(() -> checks.conclude("looking", "mend it"))
        .hasMessageContaining(
            "kubelet not newer than its API server of node cp-1: expected at most v1.29.4, saw"
                + " v1.30.4");
  }

  @Test
  void with_its_own_where_it_speaks_to_that_alone() {
    assertThat(checked(AgentPlacement.INSIDE_CONTROL_PLANE).conclude("looking", "mend it"))
        .endsWith("checks passed");
  }
}
