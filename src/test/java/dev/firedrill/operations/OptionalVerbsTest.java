package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.distribution.Bootstrap;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.distribution.Upgrade;
import dev.firedrill.model.Version;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.testing.Overridden;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A distribution whose clusters have a pod network, and whose upgrades have no plan. */
class OptionalVerbsTest {

  private static final Version VERSION = Version.parse("v1.29.4");

  private final SimulatedCluster cluster =
      new SimulatedCluster(
          TopologyFile.read(Path.of("clusters/single.yaml")), VERSION, new Simulation(3));
  @TempDir private Path folder;

  private OperationContext context() {
    OperationContext plain = SimulatedGround.on(cluster, folder);
    Distribution whole = plain.distribution();
    Bootstrap bootstrap =
        Overridden.with(
            Bootstrap.class,
            whole.bootstrap(),
            new Object() {
              public Optional<String> networkManifest(NodeShell node, String podSubnet) {
                return Optional.empty();
              }
            });
    Upgrade upgrade =
        Overridden.with(
            Upgrade.class,
            whole.upgrade(),
            new Object() {
              public Optional<String> plan(NodeShell node, Version to) {
                return Optional.empty();
              }
            });
    Distribution distribution =
        Overridden.with(
            Distribution.class,
            whole,
            new Object() {
              public Bootstrap bootstrap() {
                return bootstrap;
              }

              public Upgrade upgrade() {
                return upgrade;
              }
            });
    return SimulatedGround.with(distribution, plain);
  }

  @Test
  void the_pod_network_that_is_there_from_the_beginning_is_left_alone() {
    assertThat(new InstallNetwork().run(context())).contains("from its beginning");
  }

  @Test
  void the_installer_is_brought_and_nothing_is_planned() {
    assertThat(new PlanUpgrade(Version.parse("v1.30.4")).run(context()))
        .contains("v1.30.4", "says nothing beforehand");
  }
}
