package dev.firedrill.backend.simulated.kubeadm;

import dev.firedrill.model.Version;
import java.util.List;

/** {@code kubeadm upgrade apply VERSION --yes}, on the first control plane. */
final class UpgradeApply {

  private UpgradeApply() {}

  static void run(Session session) {
    Version to = Version.parse(session.argv().get(3));
    ClusterConfiguration cluster = UpgradeHealth.check(session);
    session.say("[upgrade/version] You have chosen to change the cluster version to \"%s\"", to);
    session.say("[upgrade/versions] Cluster version: %s", cluster.version());
    session.say("[upgrade/versions] kubeadm version: %s", session.version());
    VersionRules.upgrade(session.version(), cluster.version(), to, kubelets(session));
    Preflight.images(session, to, "upgrade/prepull");
    session.say(
        "[upgrade/apply] Upgrading your Static Pod-hosted control plane to version \"%s\" (timeout:"
            + " 5m0s)...",
        to);
    ControlPlaneUpgrade upgrade = new ControlPlaneUpgrade(session, cluster.at(to));
    upgrade.staticPods();
    String kubelet = ClusterObjects.kubeletConfiguration(session, Paths.ADMIN);
    ClusterObjects.uploadConfiguration(session, cluster.at(to));
    ClusterObjects.uploadKubeletConfiguration(session, kubelet);
    ControlPlaneUpgrade.kubeletConfiguration(session, "upgrade", kubelet);
    ClusterObjects.allowBootstrapping(session);
    upgrade.addons();
    session.say("");
    session.say("[upgrade/successful] SUCCESS! Your cluster was upgraded to \"%s\". Enjoy!", to);
    session.say("");
    session.say(
        "[upgrade/kubelet] Now that your control plane is upgraded, please proceed with upgrading"
            + " your kubelets if you haven't already done so.");
  }

  private static List<Version> kubelets(Session session) {
    return session.admin(
        client ->
            client.nodes().list().getItems().stream()
                .map(node -> node.getStatus().getNodeInfo().getKubeletVersion())
                .map(Version::parse)
                .toList());
  }
}
