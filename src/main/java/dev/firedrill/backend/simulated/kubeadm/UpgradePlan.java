package dev.firedrill.backend.simulated.kubeadm;

import dev.firedrill.backend.simulated.machine.ReleaseImages;
import dev.firedrill.backend.simulated.machine.SimulatedReleases;
import dev.firedrill.model.Version;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code kubeadm upgrade plan VERSION}: two tables of what runs and what would. */
final class UpgradePlan {

  private final Session session;
  private final Version to;

  private UpgradePlan(Session session) {
    this.session = session;
    this.to = Version.parse(session.argv().get(3));
  }

  static void run(Session session) {
    new UpgradePlan(session).plan();
  }

  private void plan() {
    ClusterConfiguration cluster = UpgradeHealth.check(session);
    String from = cluster.version().toString().substring(1);
    session.say("[upgrade] Fetching available versions to upgrade to");
    session.say("[upgrade/versions] Cluster version: %s", from);
    session.say("[upgrade/versions] kubeadm version: %s", session.version());
    session.say("[upgrade/versions] Target version: %s", to);
    String series =
        "version in the v%d.%d series"
            .formatted(cluster.version().major(), cluster.version().minor());
    session.say("[upgrade/versions] Latest %s: %s", series, to);
    session.say("");
    session.say(
        "Components that must be upgraded manually after you have upgraded the control plane with"
            + " 'kubeadm upgrade apply':");
    table(kubelets());
    session.say("");
    session.say("Upgrade to the latest %s:", series);
    session.say("");
    table(components(from, SimulatedReleases.images(cluster.version())));
    session.say("");
    session.say("You can now apply the upgrade by executing the following command:");
    session.say("");
    session.say("\tkubeadm upgrade apply %s", to);
    session.say("");
    session.say("_____________________________________________________________________");
    session.say("");
  }

  private List<List<String>> kubelets() {
    List<Node> nodes = session.admin(client -> client.nodes().list().getItems());
    return Stream.concat(
            Stream.of(List.of("COMPONENT", "NODE", "CURRENT", "TARGET")),
            nodes.stream()
                .map(
                    node ->
                        List.of(
                            "kubelet",
                            node.getMetadata().getName(),
                            node.getStatus().getNodeInfo().getKubeletVersion(),
                            to.toString())))
        .toList();
  }

  private List<List<String>> components(String from, ReleaseImages current) {
    ReleaseImages target = SimulatedReleases.images(to);
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("COMPONENT", "NODE", "CURRENT", "TARGET"));
    Manifests.CONTROL_PLANE.forEach(each -> rows.addAll(pods(each, to.toString())));
    rows.add(List.of("kube-proxy", "", from, to.toString()));
    rows.add(List.of("CoreDNS", "", current.coredns(), target.coredns()));
    rows.addAll(pods("etcd", target.etcd()));
    return rows;
  }

  private List<List<String>> pods(String component, String target) {
    return StaticPods.of(session, component).stream()
        .map(pod -> List.of(component, pod.getSpec().getNodeName(), tag(pod), target))
        .toList();
  }

  private static String tag(Pod pod) {
    String image = StaticPods.image(pod);
    return image.substring(image.lastIndexOf(':') + 1);
  }

  private void table(List<List<String>> rows) {
    for (List<String> row : rows) {
      session.say("%-25s %-9s %-10s %s", row.get(0), row.get(1), row.get(2), row.get(3));
    }
  }
}
