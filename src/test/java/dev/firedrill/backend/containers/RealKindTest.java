package dev.firedrill.backend.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firedrill.backend.remote.MonotonicTimeSource;
import dev.firedrill.cli.RealClusterFiles;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.TimeSource;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.waiting.Await;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A machine that KindContainer makes, where an engine allows privileged containers. */
@Tag("containers")
@Tag("certify")
class RealKindTest {

  private static final String RUN = TestEngine.unique("kind-test");
  private static final NodeName NODE = new NodeName("kind");
  private static final TimeSource TIME = new MonotonicTimeSource();

  @Test
  void it_is_used_found_again_and_removed_like_every_other() {
    Engine engine = TestEngine.with(TestEngine.node(TestEngine.OLD));
    List<String> obstacles = MachineCreation.kindContainer().obstacles(engine);
    assumeTrue(obstacles.isEmpty(), () -> String.join("; ", obstacles));
    ContainerClusters clusters =
        new ContainerClusters(
            engine, TIME, RealClusterFiles.ofKubeadm(), MachineCreation.kindContainer());
    Topology topology = topology();
    try (ContainerCluster cluster = clusters.create(topology, TestEngine.OLD, RUN)) {
      new Await(TIME).until(ready(cluster), Duration.ofMinutes(2));
      Node node = cluster.kubernetes().client().nodes().withName(NODE.value()).get();
      assertThat(node.getSpec().getTaints())
          .noneMatch(taint -> taint.getKey().endsWith("/control-plane"));
      assertThat(node.getStatus().getNodeInfo().getKubeletVersion())
          .isEqualTo(TestEngine.OLD.toString());
      assertThat(cluster.etcd().healthy(NODE)).isTrue();
      clusters.attach(topology, RUN).close();
      assertThat(clusters.destroy(RUN)).isEqualTo(new Removed(1, 1, 1));
    } finally {
      clusters.destroy(RUN);
    }
    assertThat(
            engine.docker().listVolumesCmd().exec().getVolumes().stream()
                .filter(volume -> volume.getName().contains("kindcontainer")))
        .isEmpty();
  }

  private static Condition<Boolean> ready(ContainerCluster cluster) {
    return new Condition<>(
        "Ready",
        "node " + NODE,
        () -> {
          Node node = cluster.kubernetes().client().nodes().withName(NODE.value()).get();
          return Sight.when(
              node != null && Readiness.getInstance().isReady(node), () -> String.valueOf(node));
        });
  }

  private static Topology topology() {
    return TopologyFile.read(Path.of("clusters", "kind.yaml"));
  }
}
