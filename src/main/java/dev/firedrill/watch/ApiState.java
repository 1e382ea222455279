package dev.firedrill.watch;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/**
 * What the API showed at one look.
 *
 * @param nodes every node
 * @param pods every pod
 * @param budgets every PodDisruptionBudget
 */
record ApiState(List<Node> nodes, List<Pod> pods, List<PodDisruptionBudget> budgets) {

  /** Looks; every list is read from etcd, not from a cache. */
  static ApiState of(KubernetesClient client) {
    return new ApiState(
        client.nodes().list().getItems(),
        client.pods().inAnyNamespace().list().getItems(),
        client.policy().v1().podDisruptionBudget().inAnyNamespace().list().getItems());
  }

  /** True where the two have the very same objects, as where nothing changed and all are shared. */
  boolean hasTheObjectsOf(ApiState other) {
    return same(nodes, other.nodes) && same(pods, other.pods) && same(budgets, other.budgets);
  }

  private static boolean same(List<?> these, List<?> those) {
    boolean same = these.size() == those.size();
    for (int i = 0; same && i < these.size(); i++) {
      same = these.get(i) == those.get(i);
    }
    return same;
  }

  /** The pods of namespace kube-system, where the control plane's own are. */
  List<Pod> systemPods() {
    return pods.stream()
        .filter(pod -> "kube-system".equals(pod.getMetadata().getNamespace()))
        .toList();
  }
}
