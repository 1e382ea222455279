package dev.firedrill.verdict;

import dev.firedrill.model.AgentPlacement;
import dev.firedrill.model.Component;
import dev.firedrill.model.Version;
import dev.firedrill.verdict.KnownVersions.Known;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Kubernetes' version skew policy (kubernetes.io/releases/version-skew-policy, "Supported version
 * skew"), counted in minor releases:
 *
 * <ul>
 *   <li>the newest and the oldest kube-apiserver are within one minor of each other;
 *   <li>a kubelet or kube-proxy is not newer than any kube-apiserver it may reach, which through a
 *       load balancer is every one and otherwise may be that of its own node alone ({@link
 *       AgentPlacement}), and at most three minors older (two before 1.25);
 *   <li>a kube-controller-manager or kube-scheduler is not newer than the kube-apiserver it talks
 *       to and at most one minor older, which is the one on its own node.
 * </ul>
 */
final class SkewPolicy {

  private static final List<Component> NODE_COMPONENTS =
      List.of(Component.KUBELET, Component.KUBE_PROXY);
  private static final List<Component> LOCAL_CLIENTS =
      List.of(Component.KUBE_CONTROLLER_MANAGER, Component.KUBE_SCHEDULER);

  private final List<Breach> breaches = new ArrayList<>();

  private SkewPolicy() {}

  /**
   * One breach of the policy.
   *
   * @param part the component that must not be at its version
   * @param why what it breaks
   * @param certain false where one of the two did not answer when last asked, and may be at another
   *     version by now
   */
  record Breach(ComponentOn part, String why, boolean certain) {}

  /** True where the policy says something of that component. */
  static boolean governs(Component component) {
    return component.equals(Component.KUBE_APISERVER)
        || NODE_COMPONENTS.contains(component)
        || LOCAL_CLIENTS.contains(component);
  }

  /** What breaks the policy among the versions known. */
  static List<Breach> breaches(KnownVersions versions, AgentPlacement agents) {
    SkewPolicy policy = new SkewPolicy();
    List<Known> servers = versions.of(Component.KUBE_APISERVER);
    policy.apiServers(servers);
    for (Component component : NODE_COMPONENTS) {
      for (Known known : versions.of(component)) {
        policy.client(known, reached(known, servers, agents), minorsBehind(known.version()));
      }
    }
    for (Component component : LOCAL_CLIENTS) {
      for (Known known : versions.of(component)) {
        policy.client(known, local(known, servers), 1);
      }
    }
    return policy.breaches;
  }

  /** A node without an API server of its own is a worker. */
  private static List<Known> reached(Known client, List<Known> servers, AgentPlacement agents) {
    List<Known> own = local(client, servers);
    return agents == AgentPlacement.BESIDE || own.isEmpty() ? servers : own;
  }

  private static List<Known> local(Known client, List<Known> servers) {
    return servers.stream()
        .filter(server -> server.part().node().equals(client.part().node()))
        .toList();
  }

  private static int minorsBehind(Version version) {
    return version.isOlderThan(new Version(1, 25, 0, "")) ? 2 : 3;
  }

  private void apiServers(List<Known> servers) {
    for (Known server : servers) {
      breach(
          server,
          servers,
          other -> server.version().minorsAhead(other.version()) > 1,
          "%s is more than one minor newer than %s");
    }
  }

  private void client(Known client, List<Known> servers, int behind) {
    breach(
        client,
        servers,
        server -> client.version().minorsAhead(server.version()) > 0,
        "%s is newer than %s, which it may reach");
    breach(
        client,
        servers,
        server -> server.version().minorsAhead(client.version()) > behind,
        "%s is more than " + behind + " minor(s) older than %s, which it may reach");
  }

  /** Names one of the counterparts only, an answering one before others. */
  private void breach(Known known, List<Known> others, Predicate<Known> broken, String form) {
    others.stream()
        .filter(broken)
        .max(Comparator.comparing(Known::answering))
        .ifPresent(
            other ->
                breaches.add(
                    new Breach(
                        known.part(),
                        form.formatted(known.version(), other),
                        known.answering() && other.answering())));
  }
}
