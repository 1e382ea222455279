package dev.firedrill.backend.simulated.kubeadm;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    session.admin(
        client ->
            client
                .nodes()
                .withName(node)
                .patch(
                    PatchContext.of(PatchType.STRATEGIC_MERGE),
                    Serialization.asJson(mark(registered(client, node)))));
  }

  /** fabric8's own would take an API that does not answer for a node that is not there. */
  private static Node registered(KubernetesClient client, String name) {
    Node node = client.nodes().withName(name).get();
    if (node == null) {
      throw new KubernetesClientException(
          "nodes \"%s\" not found".formatted(name), HttpURLConnection.HTTP_NOT_FOUND, null);
    }
    return node;
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

  /**
   * What kubeadm's patch says: taints as a whole, as they were and its own. It is refused by nobody
   * who has changed them meanwhile, as a JSON patch of the list's elements is.
   */
  static Map<String, Object> mark(Node node) {
    Map<String, Object> metadata =
        Map.of(
            "labels",
            Map.of(ROLE, "", EXCLUDED, ""),
            "annotations",
            Map.of(SOCKET, "unix:///run/containerd/containerd.sock"));
    List<Taint> taints = new ArrayList<>(node.getSpec().getTaints());
    if (taints.stream().anyMatch(each -> ROLE.equals(each.getKey()))) {
      return Map.of("metadata", metadata);
    }
    taints.add(new TaintBuilder().withKey(ROLE).withEffect("NoSchedule").build());
    return Map.of("metadata", metadata, "spec", Map.of("taints", taints));
  }
}
