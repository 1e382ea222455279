package dev.firedrill.operations;

import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The system's pods of each node, kube-proxy among them, as the upgrade of the last control plane
 * replaces them: one node after the other, while it has ended already. A controller manager or
 * scheduler that is restarted meanwhile leaves a node without its service proxy until another one
 * leads.
 */
final class SystemDaemons {

  private SystemDaemons() {}

  /** Every node has the newest of each of them, and it serves: {@code kubectl rollout status}. */
  static Condition<Boolean> rolledOut(KubernetesClient client) {
    return new Condition<>(
        "rolled out",
        "the DaemonSets of " + SystemPods.NAMESPACES,
        () -> {
          List<RolledOut> behind =
              SystemPods.NAMESPACES.stream()
                  .flatMap(
                      name ->
                          client.apps().daemonSets().inNamespace(name).list().getItems().stream())
                  .filter(set -> !RolledOut.isOnDelete(set))
                  .map(RolledOut::of)
                  .filter(set -> !set.isComplete())
                  .toList();
          return Sight.when(
              behind.isEmpty(),
              () -> behind.stream().map(RolledOut::described).collect(Collectors.joining(", ")));
        });
  }
}
