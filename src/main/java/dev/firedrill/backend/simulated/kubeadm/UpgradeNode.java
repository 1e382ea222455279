package dev.firedrill.backend.simulated.kubeadm;

/** {@code kubeadm upgrade node}: another control plane, or a worker's kubelet configuration. */
final class UpgradeNode {

  private UpgradeNode() {}

  static void run(Session session) {
    session.say("[upgrade] Reading configuration from the cluster...");
    session.say(
        "[upgrade] FYI: You can look at this config file with 'kubectl -n kube-system get cm"
            + " kubeadm-config -o yaml'");
    String kubeconfig = session.kubeconfig();
    ClusterConfiguration cluster = ClusterObjects.configuration(session, kubeconfig);
    session.say("[preflight] Running pre-flight checks");
    if (session.files().exists(Paths.manifest("kube-apiserver"))) {
      Preflight.images(session, cluster.version(), "preflight");
      session.say(
          "[upgrade] Upgrading your Static Pod-hosted control plane instance to version \"%s\"...",
          cluster.version());
      ControlPlaneUpgrade upgrade = new ControlPlaneUpgrade(session, cluster);
      upgrade.staticPods();
      upgrade.addons();
      session.say("[upgrade] The control plane instance for this node was successfully updated!");
    } else {
      session.say("[preflight] Skipping prepull. Not a control plane node.");
      session.say("[upgrade] Skipping phase. Not a control plane node.");
    }
    ControlPlaneUpgrade.kubeletConfiguration(
        session, "upgrade", ClusterObjects.kubeletConfiguration(session, kubeconfig));
    session.say("[upgrade] The configuration for this node was successfully updated!");
    session.say(
        "[upgrade] Now you should go ahead and upgrade the kubelet package using your package"
            + " manager.");
  }
}
