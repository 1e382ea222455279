package dev.firedrill.watch;

import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Cluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Every question that is asked of a cluster, each by itself.
 *
 * @param api the state that the API shows through the endpoint that everybody uses
 * @param apiServers the version of each control plane's own API server
 * @param membership etcd's membership, by quorum
 * @param members each control plane's own etcd member
 */
record Probes(
    Probe<ApiState> api,
    Map<NodeName, Probe<String>> apiServers,
    Probe<List<EtcdMember>> membership,
    Map<NodeName, Probe<MemberState>> members) {

  private static final Duration API_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration API_LIMIT = Duration.ofSeconds(5);

  /** Two questions of the port at its own limit, and a little. */
  private static final Duration ETCD_LIMIT = Duration.ofSeconds(11);

  /** The questions for that cluster. */
  static Probes of(Cluster cluster) {
    Map<NodeName, Probe<String>> apiServers = new LinkedHashMap<>();
    Map<NodeName, Probe<MemberState>> members = new LinkedHashMap<>();
    for (NodeName node : cluster.topology().controlPlanes()) {
      apiServers.put(
          node,
          new Probe<>(
              "the API server on " + node + " for its version",
              asking(
                  () -> cluster.kubernetes().clientOf(node),
                  client -> client.getKubernetesVersion().getGitVersion()),
              API_LIMIT,
              cluster.time()));
      members.put(
          node,
          new Probe<>(
              "the etcd member on " + node,
              () -> MemberState.of(cluster.etcd(), node),
              ETCD_LIMIT,
              cluster.time()));
    }
    return new Probes(
        new Probe<>(
            "the Kubernetes API for nodes, pods and budgets",
            asking(() -> cluster.kubernetes().client(), ApiState::of),
            API_LIMIT,
            cluster.time()),
        apiServers,
        new Probe<>(
            "etcd for its membership", () -> cluster.etcd().members(), ETCD_LIMIT, cluster.time()),
        members);
  }

  Stream<Probe<?>> all() {
    return Stream.concat(
        Stream.of(api, membership),
        Stream.concat(apiServers.values().stream(), members.values().stream()));
  }

  private static <T> Supplier<T> asking(
      Supplier<KubernetesClient> client, Function<KubernetesClient, T> question) {
    UnrepeatedClient unrepeated = new UnrepeatedClient(API_TIMEOUT);
    return () -> question.apply(unrepeated.of(client.get()));
  }
}
