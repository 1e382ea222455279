package dev.firedrill.drill;

import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Cluster;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the recovery table asks for, seen from outside: every node that is not lost is Ready, every
 * etcd member of those is a healthy voter with the same content, and every Deployment has its pods,
 * on nodes that are there. A lost node's pods count as ready until the API notices after 40 s; they
 * are not taken for recovered ones. Nor is a node that counts as Ready by what it said before the
 * API was away: it has to renew its lease first, which a living kubelet does every 10 s.
 */
final class RecoveredHealth {

  private static final String LEASES = "kube-node-lease";

  private final Cluster cluster;
  private final Demanded demanded;

  /** What each node's lease said when it was looked at first. */
  private final Map<NodeName, String> leases;

  private final List<String> amiss = new ArrayList<>();

  private RecoveredHealth(Cluster cluster, Demanded demanded, Map<NodeName, String> leases) {
    this.cluster = cluster;
    this.demanded = demanded;
    this.leases = leases;
  }

  /** All of it holds. */
  static Condition<Boolean> condition(Cluster cluster, Demanded demanded) {
    Map<NodeName, String> leases = new HashMap<>();
    return new Condition<>(
        "recovered: nodes Ready, etcd members healthy with equal content, Deployments complete",
        "cluster " + cluster.topology().name(),
        () -> new RecoveredHealth(cluster, demanded, leases).look());
  }

  private Sight<Boolean> look() {
    nodes();
    etcd();
    if (demanded.podsElsewhere()) {
      pods();
    }
    return Sight.when(amiss.isEmpty(), () -> String.join(", ", amiss));
  }

  private void nodes() {
    KubernetesClient client = cluster.kubernetes().client();
    for (NodeName name : present(cluster.topology().nodes())) {
      Node node = client.nodes().withName(name.value()).get();
      if (node == null) {
        amiss.add("node " + name + " is not there");
      } else if (!isReady(node)) {
        amiss.add("node " + name + " is not Ready");
      } else if (!isAlive(client, name)) {
        amiss.add(
            "node "
                + name
                + " is Ready and has not renewed its lease since it was looked at first");
      }
    }
  }

  private boolean isAlive(KubernetesClient client, NodeName name) {
    Lease lease = client.leases().inNamespace(LEASES).withName(name.value()).get();
    String renewed = lease == null ? "" : String.valueOf(lease.getSpec().getRenewTime());
    String first = leases.putIfAbsent(name, renewed);
    return first != null && !first.equals(renewed) && !renewed.isEmpty();
  }

  private void etcd() {
    List<NodeName> nodes = present(cluster.topology().controlPlanes());
    List<NodeName> sick = nodes.stream().filter(node -> !cluster.etcd().healthy(node)).toList();
    if (!sick.isEmpty()) {
      amiss.add("etcd on " + sick + " does not answer");
      return;
    }
    List<EtcdMember> members = cluster.etcd().members();
    if (members.stream().anyMatch(EtcdMember::learner)) {
      amiss.add("an etcd member has no vote");
    }
    if (members.size() != cluster.topology().controlPlanes().size()) {
      amiss.add("etcd has %d members".formatted(members.size()));
    }
    long revision =
        nodes.stream().mapToLong(node -> cluster.etcd().status(node).revision()).min().orElse(0);
    long contents =
        nodes.stream().map(node -> cluster.etcd().hashKv(node, revision)).distinct().count();
    if (contents > 1) {
      amiss.add("the etcd members differ at revision " + revision);
    }
  }

  private void pods() {
    KubernetesClient client = cluster.kubernetes().client();
    for (Deployment deployment : client.apps().deployments().inAnyNamespace().list().getItems()) {
      int wanted = deployment.getSpec().getReplicas();
      Map<String, String> labels = deployment.getSpec().getSelector().getMatchLabels();
      long ready =
          client
              .pods()
              .inNamespace(deployment.getMetadata().getNamespace())
              .withLabels(labels)
              .list()
              .getItems()
              .stream()
              .filter(this::isReadyWhereItCounts)
              .count();
      if (ready < wanted) {
        amiss.add(
            "Deployment %s has %d of %d pods ready"
                .formatted(deployment.getMetadata().getName(), ready, wanted));
      }
    }
  }

  private boolean isReadyWhereItCounts(Pod pod) {
    String node = String.valueOf(pod.getSpec().getNodeName());
    return pod.getMetadata().getDeletionTimestamp() == null
        && demanded.absent().stream().noneMatch(lost -> lost.value().equals(node))
        && pod.getStatus().getConditions().stream()
            .anyMatch(each -> each.getType().equals("Ready") && each.getStatus().equals("True"));
  }

  private List<NodeName> present(List<NodeName> nodes) {
    return nodes.stream().filter(node -> !demanded.absent().contains(node)).toList();
  }

  private static boolean isReady(Node node) {
    return node.getStatus().getConditions().stream()
        .anyMatch(
            each -> each.getType().equals("Ready") && Objects.equals(each.getStatus(), "True"));
  }
}
