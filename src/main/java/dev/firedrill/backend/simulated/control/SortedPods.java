package dev.firedrill.backend.simulated.control;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Pods by something of theirs, sorted anew where the list of all is another one. */
final class SortedPods {

  private final Function<Pod, String> by;
  private final Map<String, List<Pod>> sorted = new HashMap<>();
  private List<Pod> of = List.of();

  private SortedPods(Function<Pod, String> by) {
    this.by = by;
  }

  /** By the node that they are on. */
  static SortedPods byNode() {
    return new SortedPods(Pods::node);
  }

  /** By the uid of what controls them. */
  static SortedPods byController() {
    return new SortedPods(pod -> Pods.controller(pod).map(owner -> owner.getUid()).orElse(""));
  }

  /**
   * Those of that node, or that uid, in their order.
   *
   * @param all a list that nobody changes
   */
  List<Pod> of(String key, List<Pod> all) {
    if (all != of) {
      sorted.clear();
      all.forEach(
          pod -> sorted.computeIfAbsent(by.apply(pod), unused -> new ArrayList<>()).add(pod));
      of = all;
    }
    return sorted.getOrDefault(key, List.of());
  }
}
