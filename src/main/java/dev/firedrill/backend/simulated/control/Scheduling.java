package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import dev.firedrill.backend.simulated.kernel.Simulation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import java.util.List;
import java.util.Map;

/**
 * The scheduler: pods go to the best of the nodes that can take them, and stay pending where there
 * is none. It evicts nobody.
 */
final class Scheduling implements Controller {

  private final Informers api;
  private final Simulation simulation;
  private Candidates candidates = new Candidates(List.of(), 0);

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
    List<Pod> all = api.list(Pod.class);
    List<Pod> waiting = all.stream().filter(Scheduling::isWaiting).toList();
    if (waiting.isEmpty()) {
      return;
    }
    Placed placed =
        new Placed(
            all.stream()
                .filter(pod -> !Pods.node(pod).isEmpty() && !Pods.isFinished(pod))
                .toList());
    for (Pod pod : waiting) {
      candidates = candidates.of(api.list(Node.class));
      Fit fit = new Fit(pod, placed);
      List<Node> best = candidates.best(pod, fit);
      if (best.isEmpty()) {
        unschedulable(pod, fit.reasons());
      } else {
        Node node = best.size() == 1 ? best.get(0) : simulation.chance().of(best);
        Writes.bind(api, pod, node.getMetadata().getName());
        placed.add(pod, node.getMetadata().getName());
      }
    }
  }

  private static boolean isWaiting(Pod pod) {
    return Pods.node(pod).isEmpty() && Pods.isActive(pod);
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
