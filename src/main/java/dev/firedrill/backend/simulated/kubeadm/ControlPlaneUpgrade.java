package dev.firedrill.backend.simulated.kubeadm;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an upgrade does on a control plane, the first or another: its static pods, the addons. */
final class ControlPlaneUpgrade {

  private static final Duration ETCD_LIMIT = Duration.ofSeconds(150);

  private final Session session;
  private final ClusterConfiguration target;

  /** Upgrades this machine to the version of that configuration. */
  ControlPlaneUpgrade(Session session, ClusterConfiguration target) {
    this.session = session;
    this.target = target;
  }

  void staticPods() {
    String address = session.machine().address();
    Manifests manifests = new Manifests(target, session.node(), address);
    Certificates certificates = new Certificates(session, target, address);
    StaticPods pods = new StaticPods(session, certificates);
    session.say("[upgrade/etcd] Upgrading to TLS for etcd");
    EtcdAccess etcd = EtcdAccess.fromCluster(session, Paths.ADMIN);
    etcd.requireHealthy();
    pods.replace("etcd", manifests.etcd(List.of()));
    session.say("[upgrade/etcd] Waiting for etcd to become available");
    etcd.awaitAvailable(ETCD_LIMIT);
    session.say(
        "[upgrade/staticpods] Writing new Static Pod manifests to"
            + " \"/etc/kubernetes/tmp/kubeadm-upgraded-manifests\"");
    Manifests.CONTROL_PLANE.forEach(each -> pods.replace(each, manifests.of(each)));
    certificates.kubeconfig(Paths.ADMIN);
    if (session.files().exists(Paths.SUPER_ADMIN)) {
      certificates.kubeconfig(Paths.SUPER_ADMIN);
    }
  }

  /** The addons follow when the last control plane has been upgraded. */
  void addons() {
    List<String> behind = notUpgraded();
    if (behind.isEmpty()) {
      ClusterObjects.addons(session, target);
    } else {
      session.say(
          "[upgrade/addons] skip upgrade addons because control plane instances [%s] have not been"
              + " upgraded",
          String.join(" ", behind));
    }
  }

  private List<String> notUpgraded() {
    List<Pod> servers =
        session.admin(
            client ->
                client
                    .pods()
                    .inNamespace("kube-system")
                    .withLabel("component", "kube-apiserver")
                    .list()
                    .getItems());
    Optional<String> own =
        servers.stream()
            .filter(pod -> session.node().equals(pod.getSpec().getNodeName()))
            .map(StaticPods::image)
            .findFirst();
    return servers.stream()
        .filter(pod -> !own.equals(Optional.of(StaticPods.image(pod))))
        .map(pod -> pod.getSpec().getNodeName())
        .sorted()
        .toList();
  }

  /** The kubelet's configuration on this machine, as the cluster has it now. */
  static void kubeletConfiguration(Session session, String prefix, String yaml) {
    session.say(
        "[%s] Backing up kubelet config file to /etc/kubernetes/tmp/kubeadm-kubelet-config/config.yaml",
        prefix);
    KubeletStart.writeConfiguration(session, yaml);
  }
}
