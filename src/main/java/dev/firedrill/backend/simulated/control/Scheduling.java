package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import dev.firedrill.backend.simulated.kernel.Simulation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The scheduler: pods go to the best of the nodes that can take them, and stay pending where there
 * is none. It evicts nobody.
 */
final class Scheduling implements Controller {

  private final Informers api;
  private final Simulation simulation;

  Scheduling(Informers api, Simulation simulation) {
    this.api = api;
    this.simulation = simulation;
  }

  @Override
  public List<Class<? extends HasMetadata>> watches() {
    return List.of(Pod.class, Node.class);
  }

  @Override
  public void reconcile() {
    List<Pod> placed = new ArrayList<>(api.list(Pod.class));
    List<Pod> waiting = placed.stream().filter(Scheduling::isWaiting).toList();
    placed.removeIf(pod -> Pods.node(pod).isEmpty() || Pods.isFinished(pod));
    for (Pod pod : waiting) {
      Fit fit = new Fit(pod, placed);
      List<Node> best = fit.best(api.list(Node.class));
      if (best.isEmpty()) {
        unschedulable(pod, fit.reasons());
      } else {
        Node node = best.size() == 1 ? best.get(0) : simulation.chance().of(best);
        placed.add(bind(pod, node.getMetadata().getName()));
      }
    }
  }

  private static boolean isWaiting(Pod pod) {
    return Pods.node(pod).isEmpty() && Pods.isActive(pod);
  }

  /** Binds the pod; yields it as it is then. */
  private Pod bind(Pod pod, String node) {
    Writes.bind(api, pod, node);
    return new io.fabric8.kubernetes.api.model.PodBuilder(pod)
        .editSpec()
        .withNodeName(node)
        .endSpec()
        .build();
  }

  private void unschedulable(Pod pod, String reasons) {
    boolean said =
        pod.getStatus() != null
            && pod.getStatus().getConditions().stream()
                .anyMatch(
                    each ->
                        each.getType().equals("PodScheduled") && reasons.equals(each.getMessage()));
    if (!said) {
      Writes.status(
          api,
          pod,
          Map.of(
              "conditions",
              List.of(
                  new PodConditionBuilder()
                      .withType("PodScheduled")
                      .withStatus("False")
                      .withReason("Unschedulable")
                      .withMessage(reasons)
                      .withLastTransitionTime(simulation.now().toString())
                      .build())));
    }
  }
}
