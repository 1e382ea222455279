package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.KubernetesAccess;
import dev.firedrill.ports.TimeSource;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.testing.FakeApi;
import dev.firedrill.testing.FakeApi.Reply;
import dev.firedrill.testing.Overridden;
import dev.firedrill.testing.VirtualTime;
import dev.firedrill.waiting.WaitedInVain;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefreshKubeconfigsTest {

  private final Topology topology = TopologyFile.read(Path.of("clusters/single.yaml"));
  private final FakeApi api = new FakeApi(request -> answer());
  private final VirtualTime time = new VirtualTime();

  /** The copy, counted from 1, that is the first to be accepted. */
  private int accepted;

  private int refusal = 401;
  private int copies;
  @TempDir private Path folder;

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void what_was_copied_before_the_server_wrote_it_anew_is_copied_again() {
    accepted = 3;
    assertThat(new RefreshKubeconfigs().run(ground())).contains("accepted by 1 API servers");
    assertThat(copies).isEqualTo(3);
  }

  @Test
  void what_is_refused_for_another_reason_is_waited_for_and_not_copied_again() {
    accepted = 2;
    refusal = 403;
    assertThatThrownBy(() -> new RefreshKubeconfigs().run(ground()))
        .isInstanceOf(WaitedInVain.class)
        .hasMessageContaining("the API server on node cp-1");
    assertThat(copies).isEqualTo(1);
  }

  private Reply answer() {
    return copies >= accepted
        ? Reply.ok(new NodeBuilder().withNewMetadata().withName("cp-1").endMetadata().build())
        : Reply.refusal(refusal, "Refused", "not with this copy");
  }

  private OperationContext ground() {
    SimulatedCluster none =
        new SimulatedCluster(topology, Version.parse("v1.29.4"), new Simulation(1));
    KubernetesAccess access =
        Overridden.with(
            KubernetesAccess.class,
            none.kubernetes(),
            new Object() {
              public KubernetesClient clientOf(NodeName node) {
                return api.client();
              }

              public void refresh() {
                copies++;
              }
            });
    Cluster cluster =
        Overridden.with(
            Cluster.class,
            none,
            new Object() {
              public KubernetesAccess kubernetes() {
                return access;
              }

              public TimeSource time() {
                return time;
              }
            });
    return SimulatedGround.with(cluster, SimulatedGround.on(none, folder));
  }
}
