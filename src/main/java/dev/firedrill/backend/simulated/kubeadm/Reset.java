package dev.firedrill.backend.simulated.kubeadm;

import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.machine.Container;
import dev.firedrill.backend.simulated.machine.Containers;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;

/** {@code kubeadm reset --force}. */
final class Reset {

  private Reset() {}

  static void run(Session session) {
    session.say("[preflight] Running pre-flight checks");
    removeMember(session);
    session.say("[reset] Stopping the kubelet service");
    session.machine().units().stop("kubelet");
    session.say("[reset] Unmounting mounted directories in \"/var/lib/kubelet\"");
    Containers containers = session.machine().containers();
    for (Container container : containers.all()) {
      containers.remove(container);
    }
    session.say(
        "[reset] Deleting contents of directories: [/etc/kubernetes/manifests /var/lib/kubelet"
            + " /etc/kubernetes/pki]");
    List.of("/etc/kubernetes/manifests", "/etc/kubernetes/pki", "/var/lib/kubelet")
        .forEach(session.files()::delete);
    List<String> kubeconfigs =
        List.of(
            Paths.ADMIN,
            Paths.SUPER_ADMIN,
            Paths.KUBELET,
            Paths.BOOTSTRAP,
            Paths.CONTROLLER_MANAGER,
            Paths.SCHEDULER);
    session.say("[reset] Deleting files: [%s]", String.join(" ", kubeconfigs));
    kubeconfigs.forEach(session.files()::delete);
  }

  private static void removeMember(Session session) {
    if (!session.files().exists(Paths.manifest("etcd"))) {
      return;
    }
    session.say("[reset] Reading configuration from the cluster...");
    try {
      EtcdAccess.fromCluster(session, Paths.ADMIN)
          .remove("https://" + session.machine().address() + ":2380");
    } catch (KubeadmFailed | EtcdFailure | KubernetesClientException e) {
      session.warn(
          "W [reset] Unable to fetch the kubeadm-config ConfigMap, or to remove the etcd member: "
              + e.getMessage());
    }
    session.say("[reset] Deleted contents of the etcd data directory: /var/lib/etcd");
    session.files().delete(Paths.ETCD_DATA);
  }
}
