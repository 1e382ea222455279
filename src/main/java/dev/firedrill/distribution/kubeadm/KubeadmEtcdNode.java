package dev.firedrill.distribution.kubeadm;

import dev.firedrill.distribution.EtcdNode;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Crictl;
import dev.firedrill.tools.Shells;
import java.util.Optional;

/** A member that the kubelet runs as a static pod, its data in /var/lib/etcd. */
final class KubeadmEtcdNode implements EtcdNode {

  private static final String DATA = "/var/lib/etcd/member";

  @Override
  public void destroyData(NodeShell controlPlane) {
    // Read first: a member that notices may end, and be started anew, before it is stopped.
    Optional<String> container = Crictl.containerId(controlPlane, "etcd");
    Shells.run(controlPlane, Command.of("rm", "-rf", DATA));
    container.ifPresent(id -> Shells.run(controlPlane, Crictl.stopAtOnce(id)));
  }
}
