package dev.firedrill.operations;

import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Objects;
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
          List<DaemonSet> behind =
              SystemPods.NAMESPACES.stream()
                  .flatMap(
                      name ->
                          client.apps().daemonSets().inNamespace(name).list().getItems().stream())
                  .filter(set -> !isRolledOut(set))
                  .toList();
          return Sight.when(
              behind.isEmpty(),
              () -> behind.stream().map(SystemDaemons::describe).collect(Collectors.joining(", ")));
        });
  }

  private static boolean isRolledOut(DaemonSet set) {
    DaemonSetStatus status = set.getStatus();
    return status != null
        && Objects.equals(status.getObservedGeneration(), set.getMetadata().getGeneration())
        && count(status.getUpdatedNumberScheduled()) >= count(status.getDesiredNumberScheduled())
        && count(status.getNumberAvailable()) >= count(status.getDesiredNumberScheduled());
  }

  private static String describe(DaemonSet set) {
    DaemonSetStatus status = set.getStatus();
    return status == null
        ? set.getMetadata().getName() + " has no status"
        : "%s: %d of %d nodes have the newest, %d serve"
            .formatted(
                set.getMetadata().getName(),
                count(status.getUpdatedNumberScheduled()),
                count(status.getDesiredNumberScheduled()),
                count(status.getNumberAvailable()));
  }

  /** Zero is left out of what the API sends. */
  private static int count(Integer number) {
    return number == null ? 0 : number;
  }
}
