package dev.firedrill.operations;

import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The pods a cluster needs for itself. */
final class SystemPods {

  static final List<String> NAMESPACES = List.of("kube-system", "kube-flannel");
  static final Duration LIMIT = Duration.ofMinutes(3);

  private SystemPods() {}

  /** All of them are ready, but those of Jobs that are done; yields how many there are. */
  static Condition<Integer> ready(KubernetesClient client) {
    return new Condition<>(
        "ready",
        "every pod of " + NAMESPACES,
        () -> {
          List<Pod> pods =
              NAMESPACES.stream()
                  .flatMap(name -> client.pods().inNamespace(name).list().getItems().stream())
                  .filter(pod -> !"Succeeded".equals(pod.getStatus().getPhase()))
                  .toList();
          String unready =
              pods.stream()
                  .filter(pod -> !Readiness.isPodReady(pod))
                  .map(pod -> pod.getMetadata().getName() + " " + pod.getStatus().getPhase())
                  .collect(Collectors.joining(", "));
          return unready.isEmpty() && !pods.isEmpty()
              ? new Sight.Holds<>(pods.size())
              : new Sight.NotYet<>(pods.isEmpty() ? "no pods" : "not ready: " + unready);
        });
  }
}
