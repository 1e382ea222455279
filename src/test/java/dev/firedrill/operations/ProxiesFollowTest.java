package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.KubernetesAccess;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.TimeSource;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.testing.FakeApi;
import dev.firedrill.testing.FakeApi.Reply;
import dev.firedrill.testing.FakeApi.Request;
import dev.firedrill.testing.Overridden;
import dev.firedrill.testing.VirtualTime;
import dev.firedrill.tools.KubeProxy;
import dev.firedrill.waiting.WaitedInVain;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeListBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxiesFollowTest {

  private static final NodeName CONTROL_PLANE = new NodeName("cp-1");
  private static final NodeName WORKER = new NodeName("worker-1");
  private static final String SLICES =
      "/apis/discovery.k8s.io/v1/namespaces/kube-system/endpointslices";
  private static final String SLICE = SLICES + "/" + ProxiesFollow.SLICE;

  private final Topology topology = TopologyFile.read(Path.of("clusters/single.yaml"));
  private final FakeApi api = new FakeApi(this::answer);
  private final VirtualTime time = new VirtualTime();
  private final Set<NodeName> notReady = new HashSet<>();
  private final List<Integer> changes = new ArrayList<>();

  /** What each proxy answers to the look of that number, from 1; below 0 nothing. */
  private final Map<NodeName, IntFunction<Integer>> counts = new TreeMap<>();

  private final Map<NodeName, Integer> looks = new TreeMap<>();
  private boolean hasProxies = true;
  private boolean sliceThere;
  private int refusals;
  @TempDir private Path folder;

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void each_has_to_have_counted_a_change_that_was_made_since_it_was_first_looked_at() {
    counts.put(CONTROL_PLANE, look -> look == 1 ? 12 : 13);
    counts.put(WORKER, look -> look < 40 ? 7 : 8);
    ProxiesFollow.await(ground());
    assertThat(changes).containsExactly(1);
    assertThat(looks.get(WORKER)).isEqualTo(40);
    assertThat(sliceThere).isFalse();
  }

  @Test
  void one_that_follows_no_more_is_named_and_nothing_is_left_behind() {
    counts.put(CONTROL_PLANE, look -> look);
    counts.put(WORKER, look -> 7);
    assertThatThrownBy(() -> ProxiesFollow.await(ground()))
        .isInstanceOf(WaitedInVain.class)
        .hasMessageContaining("service proxy of every Ready node")
        .hasMessageContaining("{worker-1=no change taken since 7}");
    assertThat(sliceThere).isFalse();
  }

  @Test
  void one_that_gave_no_answer_at_first_is_given_a_change_of_its_own() {
    counts.put(CONTROL_PLANE, look -> look);
    counts.put(WORKER, look -> look < 5 ? -1 : look < 9 ? 30 : 31);
    ProxiesFollow.await(ground());
    assertThat(changes).containsExactly(1, 2);
  }

  @Test
  void one_that_was_started_anew_follows_once_it_has_counted_anything() {
    counts.put(CONTROL_PLANE, look -> look);
    counts.put(WORKER, look -> look == 1 ? 50 : look < 6 ? 0 : 4);
    ProxiesFollow.await(ground());
    assertThat(looks.get(WORKER)).isEqualTo(6);
  }

  @Test
  void a_node_that_is_not_ready_is_not_waited_for() {
    notReady.add(WORKER);
    counts.put(CONTROL_PLANE, look -> look);
    counts.put(WORKER, look -> -1);
    ProxiesFollow.await(ground());
    assertThat(looks).doesNotContainKey(WORKER);
  }

  @Test
  void a_change_that_was_refused_is_made_again() {
    refusals = 3;
    counts.put(CONTROL_PLANE, look -> look < 20 ? 12 : 13);
    counts.put(WORKER, look -> look < 20 ? 7 : 8);
    ProxiesFollow.await(ground());
    assertThat(changes).isNotEmpty();
    assertThat(looks.get(WORKER)).isEqualTo(20);
  }

  @Test
  void a_cluster_without_kube_proxy_is_left_alone() {
    hasProxies = false;
    ProxiesFollow.await(ground());
    assertThat(looks).isEmpty();
    assertThat(changes).isEmpty();
  }

  private OperationContext ground() {
    SimulatedCluster none =
        new SimulatedCluster(topology, Version.parse("v1.29.4"), new Simulation(1));
    KubernetesAccess access =
        Overridden.with(
            KubernetesAccess.class,
            none.kubernetes(),
            new Object() {
              public KubernetesClient client() {
                return api.client();
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

              public NodeShell shell(NodeName node) {
                return machine(node);
              }

              public TimeSource time() {
                return time;
              }
            });
    return SimulatedGround.with(cluster, SimulatedGround.on(none, folder));
  }

  private NodeShell machine(NodeName node) {
    return Overridden.with(
        NodeShell.class,
        null,
        new Object() {
          public NodeName node() {
            return node;
          }

          public CommandResult run(Command command) {
            assertThat(command).isEqualTo(KubeProxy.COUNT);
            int count = counts.get(node).apply(looks.merge(node, 1, Integer::sum));
            return count < 0
                ? new CommandResult(1, "", "curl: (7) Failed to connect", Duration.ZERO)
                : new CommandResult(
                    0, KubeProxy.ENDPOINT_CHANGES + " " + count + "\n", "", Duration.ZERO);
          }
        });
  }

  private Reply answer(Request request) {
    if (request.path().endsWith("/daemonsets/kube-proxy")) {
      return hasProxies ? Reply.ok(new DaemonSetBuilder().build()) : missing();
    }
    if (request.is("GET", "/api/v1/nodes")) {
      return Reply.ok(
          new NodeListBuilder()
              .withItems(topology.nodes().stream().map(this::node).toList())
              .build());
    }
    if (request.is("GET", SLICE)) {
      return sliceThere ? Reply.ok(slice(changes.size())) : missing();
    }
    if (request.is("POST", SLICES) || request.is("PUT", SLICE)) {
      if (request.method().equals("POST") && sliceThere) {
        return Reply.refusal(409, "AlreadyExists", "there is one");
      }
      if (refusals-- > 0) {
        return Reply.refusal(500, "InternalError", "etcdserver: leader changed");
      }
      sliceThere = true;
      EndpointSlice slice = request.as(EndpointSlice.class);
      changes.add(slice.getPorts().get(0).getPort());
      assertThat(slice.getMetadata().getLabels()).containsKey("kubernetes.io/service-name");
      return Reply.ok(slice);
    }
    if (request.is("DELETE", SLICE)) {
      sliceThere = false;
      return Reply.ok(slice(changes.size()));
    }
    return missing();
  }

  private Node node(NodeName name) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name.value())
        .endMetadata()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus(notReady.contains(name) ? "Unknown" : "True")
        .endCondition()
        .endStatus()
        .build();
  }

  private static EndpointSlice slice(int port) {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withName(ProxiesFollow.SLICE)
        .withNamespace("kube-system")
        .withResourceVersion(String.valueOf(port))
        .endMetadata()
        .build();
  }

  private static Reply missing() {
    return Reply.refusal(404, "NotFound", "no such thing");
  }
}
