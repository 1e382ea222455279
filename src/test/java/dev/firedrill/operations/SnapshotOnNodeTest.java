package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.tools.Shells;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A snapshot holds Secrets: it is on a machine for as long as it is read there. */
class SnapshotOnNodeTest {

  private static final byte[] CONTENT = {1, 2, 3};

  private final NodeShell shell =
      new SimulatedCluster(
              TopologyFile.read(Path.of("clusters/single.yaml")),
              Version.parse("v1.29.4"),
              new Simulation(3))
          .shell(new NodeName("cp-1"));

  @Test
  void it_is_there_while_it_is_used_and_gone_afterwards() {
    byte[] seen = SnapshotOnNode.during(shell, CONTENT, shell::read);
    assertThat(seen).isEqualTo(CONTENT);
    assertThat(Shells.exists(shell, SnapshotOnNode.FILE)).isFalse();
  }

  @Test
  void it_is_gone_where_its_use_failed() {
    assertThatThrownBy(
            () ->
                SnapshotOnNode.during(
                    shell,
                    CONTENT,
                    file -> {
                      throw new IllegalStateException("etcdutl was killed");
                    }))
        .hasMessage("etcdutl was killed");
    assertThat(Shells.exists(shell, SnapshotOnNode.FILE)).isFalse();
  }
}
