package dev.firedrill.backend.simulated.kubeadm;

import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.util.List;

/** What {@code upgrade plan} and {@code upgrade apply} look at before anything else. */
final class UpgradeHealth {

  /** The Job that kubeadm starts and waits for; it looks once a second. */
  private static final Duration TEST_JOB = Duration.ofSeconds(4);

  private UpgradeHealth() {}

  static ClusterConfiguration check(Session session) {
    session.say("[preflight] Running pre-flight checks.");
    session.say("[upgrade/config] Reading configuration from the cluster...");
    session.say(
        "[upgrade/config] FYI: You can look at this config file with 'kubectl -n kube-system get cm"
            + " kubeadm-config -o yaml'");
    ClusterConfiguration cluster = ClusterObjects.configuration(session, Paths.ADMIN);
    session.say("[upgrade] Running cluster health checks");
    session.time().takes(TEST_JOB);
    List<Node> controlPlanes =
        session.admin(
            client ->
                client
                    .nodes()
                    .withLabel("node-role.kubernetes.io/control-plane", "")
                    .list()
                    .getItems());
    List<String> notReady =
        controlPlanes.stream()
            .filter(node -> !ready(node))
            .map(node -> node.getMetadata().getName())
            .toList();
    if (!notReady.isEmpty()) {
      throw new KubeadmFailed(
          "[upgrade/health] FATAL: [preflight] Some fatal errors occurred:\n"
              + "\t[ERROR ControlPlaneNodesReady]: there are NotReady control-planes in the cluster:"
              + " "
              + notReady);
    }
    return cluster;
  }

  private static boolean ready(Node node) {
    return node.getStatus() != null
        && node.getStatus().getConditions().stream()
            .anyMatch(each -> each.getType().equals("Ready") && each.getStatus().equals("True"));
  }
}
