package dev.firedrill.backend.simulated.kubeadm;

import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.machine.Container;
import dev.firedrill.backend.simulated.machine.Containers;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;

/**
 * {@code kubeadm reset --force}; with {@code --skip-phases remove-etcd-member} etcd's membership
 * and data stay, with {@code --cert-dir DIR} that folder is emptied instead of /etc/kubernetes/pki.
 */
final class Reset {

  private Reset() {}

  static void run(Session session) {
    session.say("[preflight] Running pre-flight checks");
    if (!option(session, "--skip-phases", "").equals("remove-etcd-member")) {
      removeMember(session);
    }
    String certificates = option(session, "--cert-dir", "/etc/kubernetes/pki");
    session.say("[reset] Stopping the kubelet service");
    session.machine().units().stop("kubelet");
    session.say("[reset] Unmounting mounted directories in \"/var/lib/kubelet\"");
    Containers containers = session.machine().containers();
    for (Container container : containers.all()) {
      containers.remove(container);
    }
    session.say(
        "[reset] Deleting contents of directories: [/etc/kubernetes/manifests /var/lib/kubelet"
            + " %s]",
        certificates);
    List.of("/etc/kubernetes/manifests", certificates, "/var/lib/kubelet")
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

  private static String option(Session session, String name, String otherwise) {
    int at = session.argv().indexOf(name);
    return at < 0 ? otherwise : session.argv().get(at + 1);
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
