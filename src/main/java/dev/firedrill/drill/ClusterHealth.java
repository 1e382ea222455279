package dev.firedrill.drill;

import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Cluster;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Every node is Ready, every etcd member answers, every system Deployment (the cluster's DNS) has
 * its pods. Whether nodes are schedulable is no matter of health.
 */
final class ClusterHealth {

  private final Cluster cluster;

  ClusterHealth(Cluster cluster) {
    this.cluster = cluster;
  }

  /** The cluster is healthy. */
  Condition<Boolean> alone() {
    return new Condition<>(
        "healthy: nodes Ready, etcd members answering, system Deployments ready",
        "cluster " + cluster.topology().name(),
        this::look);
  }

  /** Every node is Ready and takes pods. */
  Condition<Boolean> nodesTakePods() {
    return new Condition<>(
        "nodes Ready and without the taint of those that are not",
        "cluster " + cluster.topology().name(),
        () -> {
          List<String> ill = new ArrayList<>();
          for (NodeName name : cluster.topology().nodes()) {
            Node node = node(name, ill);
            if (node != null && hasTaintOfNotReady(node)) {
              ill.add("node " + name + " is Ready and still tainted not-ready");
            }
          }
          return Sight.when(ill.isEmpty(), () -> String.join(", ", ill));
        });
  }

  /** The cluster is healthy, and that holds as well. */
  Condition<Boolean> with(Condition<Boolean> other) {
    Condition<Boolean> alone = alone();
    return new Condition<>(
        alone.expected() + "; " + other.object() + " " + other.expected(),
        alone.object(),
        () -> {
          Sight<Boolean> sight = look();
          return sight instanceof Sight.Holds<Boolean> ? named(other) : sight;
        });
  }

  private static Sight<Boolean> named(Condition<Boolean> other) {
    Sight<Boolean> sight = other.look().get();
    return sight instanceof Sight.NotYet<Boolean> notYet
        ? new Sight.NotYet<>(other.object() + ": " + notYet.seen())
        : sight;
  }

  private Sight<Boolean> look() {
    List<String> ill = new ArrayList<>();
    KubernetesClient client = cluster.kubernetes().client();
    for (NodeName name : cluster.topology().nodes()) {
      node(name, ill);
    }
    for (Deployment deployment :
        client.apps().deployments().inNamespace("kube-system").list().getItems()) {
      if (!isReady(deployment)) {
        ill.add("Deployment " + deployment.getMetadata().getName() + " is not ready");
      }
    }
    for (NodeName name : cluster.topology().controlPlanes()) {
      if (!cluster.etcd().healthy(name)) {
        ill.add("etcd on " + name + " does not answer");
      }
    }
    return Sight.when(ill.isEmpty(), () -> String.join(", ", ill));
  }

  private @Nullable Node node(NodeName name, List<String> ill) {
    Node node = cluster.kubernetes().client().nodes().withName(name.value()).get();
    if (node == null) {
      ill.add("node " + name + " is not there");
      return null;
    }
    if (!isReady(node)) {
      ill.add("node " + name + " is not Ready");
    }
    return node;
  }

  /** The taint outlasts the condition by a moment, and the scheduler goes by the taint. */
  private static boolean hasTaintOfNotReady(Node node) {
    return node.getSpec().getTaints().stream()
        .anyMatch(taint -> taint.getKey().equals("node.kubernetes.io/not-ready"));
  }

  private static boolean isReady(Deployment deployment) {
    return Objects.equals(
        deployment.getStatus().getReadyReplicas(), deployment.getSpec().getReplicas());
  }

  private static boolean isReady(Node node) {
    return node.getStatus().getConditions().stream()
        .anyMatch(
            condition ->
                condition.getType().equals("Ready") && condition.getStatus().equals("True"));
  }
}
