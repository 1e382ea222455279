package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import dev.firedrill.backend.simulated.kernel.Simulation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Taints of nodes that are not Ready, not reachable or cordoned, and the eviction of pods that do
 * not tolerate them, or no longer: after 300 s where a pod says nothing else.
 */
final class NodeTaints implements Controller {

  private static final String NOT_READY = "node.kubernetes.io/not-ready";
  private static final String UNREACHABLE = "node.kubernetes.io/unreachable";
  private static final String CORDONED = "node.kubernetes.io/unschedulable";
  private static final List<String> OWN = List.of(NOT_READY, UNREACHABLE, CORDONED);

  private final Informers api;
  private final Simulation simulation;
  private final SortedPods pods = SortedPods.byNode();
  private final Map<String, Instant> seen = new HashMap<>();

  NodeTaints(Informers api, Simulation simulation) {
    this.api = api;
    this.simulation = simulation;
  }

  @Override
  public List<Class<? extends HasMetadata>> watches() {
    return List.of(Node.class);
  }

  @Override
  public Duration resync() {
    return Duration.ofSeconds(5);
  }

  @Override
  public void reconcile() {
    Set<String> there = new HashSet<>();
    for (Node node : api.list(Node.class)) {
      node.getSpec().getTaints().forEach(taint -> there.add(name(node, taint)));
      List<Taint> wanted = wanted(node);
      if (!same(wanted, node.getSpec().getTaints())) {
        Writes.merge(api, node, Map.of("spec", Map.of("taints", wanted)));
      } else {
        wanted.stream()
            .filter(taint -> taint.getEffect().equals("NoExecute"))
            .forEach(taint -> evict(node, taint));
      }
    }
    seen.keySet().retainAll(there);
  }

  private List<Taint> wanted(Node node) {
    List<Taint> wanted = new ArrayList<>();
    for (Taint taint : node.getSpec().getTaints()) {
      if (!OWN.contains(taint.getKey())) {
        wanted.add(taint);
      }
    }
    String ready = NodeHealth.ready(node);
    if (!ready.equals("True")) {
      String key = ready.equals("Unknown") ? UNREACHABLE : NOT_READY;
      wanted.add(taint(node, key, "NoSchedule"));
      wanted.add(taint(node, key, "NoExecute"));
    }
    if (Boolean.TRUE.equals(node.getSpec().getUnschedulable())) {
      wanted.add(taint(node, CORDONED, "NoSchedule"));
    }
    return wanted;
  }

  /** The one the node has, which keeps its time, or a new one. */
  private Taint taint(Node node, String key, String effect) {
    return node.getSpec().getTaints().stream()
        .filter(each -> each.getKey().equals(key) && each.getEffect().equals(effect))
        .findFirst()
        .orElseGet(
            () ->
                new TaintBuilder()
                    .withKey(key)
                    .withEffect(effect)
                    .withTimeAdded(simulation.now().toString())
                    .build());
  }

  private static boolean same(List<Taint> wanted, List<Taint> has) {
    return wanted.size() == has.size()
        && wanted.stream()
            .allMatch(
                taint ->
                    has.stream()
                        .anyMatch(
                            each ->
                                each.getKey().equals(taint.getKey())
                                    && each.getEffect().equals(taint.getEffect())));
  }

  private void evict(Node node, Taint taint) {
    Duration tainted = Duration.between(since(node, taint), simulation.now());
    pods.of(node.getMetadata().getName(), api.list(Pod.class)).stream()
        .filter(pod -> !Pods.isTerminating(pod) && !isMirror(pod))
        .filter(pod -> tainted.compareTo(tolerated(pod, taint)) >= 0)
        .forEach(pod -> Writes.delete(api, pod));
  }

  /** Since when it is there; a taint that does not say so counts from when it was first seen. */
  private Instant since(Node node, Taint taint) {
    return taint.getTimeAdded() == null
        ? seen.computeIfAbsent(name(node, taint), name -> simulation.now())
        : Instant.parse(taint.getTimeAdded());
  }

  private static String name(Node node, Taint taint) {
    return node.getMetadata().getUid() + " " + taint.getKey() + "=" + taint.getValue();
  }

  /** Whoever does not tolerate a taint goes at once; a new pod gets 300 s for absent nodes. */
  private static Duration tolerated(Pod pod, Taint taint) {
    Optional<Toleration> toleration = Requirements.toleration(pod, taint);
    if (toleration.isEmpty()) {
      return Duration.ZERO;
    }
    Long seconds = toleration.get().getTolerationSeconds();
    return seconds == null ? Duration.ofDays(10_000) : Duration.ofSeconds(seconds);
  }

  private static boolean isMirror(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    return annotations != null && annotations.containsKey("kubernetes.io/config.mirror");
  }
}
