package dev.firedrill.backend.simulated.kubeadm;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import java.time.Duration;

/** Phase {@code mark-control-plane}: label and taint of the node, once its kubelet has made it. */
final class ControlPlaneNode {

  private static final String ROLE = "node-role.kubernetes.io/control-plane";
  private static final String EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";
  private static final String SOCKET = "kubeadm.alpha.kubernetes.io/cri-socket";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private ControlPlaneNode() {}

  static void mark(Session session) {
    String node = session.node();
    session.say(
        "[mark-control-plane] Marking the node %s as control-plane by adding the labels: [%s %s]",
        node, ROLE, EXCLUDED);
    session.say(
        "[mark-control-plane] Marking the node %s as control-plane by adding the taints"
            + " [%s:NoSchedule]",
        node, ROLE);
    awaitRegistered(session, Paths.ADMIN);
    session.admin(client -> client.nodes().withName(node).edit(ControlPlaneNode::marked));
  }

  /** Waits until the kubelet has made itself known. */
  static void awaitRegistered(Session session, String kubeconfig) {
    boolean registered =
        session
            .time()
            .await(
                () ->
                    session.api(
                        kubeconfig,
                        client -> client.nodes().withName(session.node()).get() != null),
                Session.POLL,
                LIMIT);
    if (!registered) {
      throw new KubeadmFailed(
          "error execution phase mark-control-plane: nodes \"%s\" not found"
              .formatted(session.node()));
    }
  }

  private static Node marked(Node node) {
    Taint taint = new TaintBuilder().withKey(ROLE).withEffect("NoSchedule").build();
    boolean tainted =
        node.getSpec() != null
            && node.getSpec().getTaints() != null
            && node.getSpec().getTaints().stream().anyMatch(each -> ROLE.equals(each.getKey()));
    NodeBuilder builder =
        new NodeBuilder(node)
            .editMetadata()
            .addToLabels(ROLE, "")
            .addToLabels(EXCLUDED, "")
            .addToAnnotations(SOCKET, "unix:///run/containerd/containerd.sock")
            .endMetadata();
    return tainted ? builder.build() : builder.editOrNewSpec().addToTaints(taint).endSpec().build();
  }
}
