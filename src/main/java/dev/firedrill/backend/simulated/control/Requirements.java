package dev.firedrill.backend.simulated.control;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether nodes are what pods require. */
final class Requirements {

  private Requirements() {}

  /** One requirement of a selector, of labels or of fields. */
  static boolean holds(String operator, Optional<String> value, List<String> values) {
    return switch (operator) {
      case "In" -> value.filter(values::contains).isPresent();
      case "NotIn" -> value.filter(values::contains).isEmpty();
      case "Exists" -> value.isPresent();
      case "DoesNotExist" -> value.isEmpty();
      default -> throw new IllegalArgumentException("not simulated: operator " + operator);
    };
  }

  /** The node has what the pod's node selector and required node affinity ask for. */
  static boolean selects(Pod pod, Node node) {
    Map<String, String> labels = Pods.labels(node.getMetadata());
    Map<String, String> selector = pod.getSpec().getNodeSelector();
    if (selector != null && !labels.entrySet().containsAll(selector.entrySet())) {
      return false;
    }
    var affinity = pod.getSpec().getAffinity();
    if (affinity == null
        || affinity.getNodeAffinity() == null
        || affinity.getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution() == null) {
      return true;
    }
    return affinity
        .getNodeAffinity()
        .getRequiredDuringSchedulingIgnoredDuringExecution()
        .getNodeSelectorTerms()
        .stream()
        .anyMatch(term -> holds(term, node));
  }

  static boolean holds(NodeSelectorTerm term, Node node) {
    Map<String, String> labels = Pods.labels(node.getMetadata());
    boolean empty = term.getMatchExpressions().isEmpty() && term.getMatchFields().isEmpty();
    return !empty
        && term.getMatchExpressions().stream()
            .allMatch(each -> holds(each, Optional.ofNullable(labels.get(each.getKey()))))
        && term.getMatchFields().stream()
            .allMatch(each -> holds(each, Optional.of(node.getMetadata().getName())));
  }

  private static boolean holds(NodeSelectorRequirement requirement, Optional<String> value) {
    return holds(requirement.getOperator(), value, requirement.getValues());
  }

  static boolean tolerates(Pod pod, Taint taint) {
    return toleration(pod, taint).isPresent();
  }

  /** The pod's toleration of that taint. */
  static Optional<Toleration> toleration(Pod pod, Taint taint) {
    return pod.getSpec().getTolerations().stream()
        .filter(each -> tolerates(each, taint))
        .findFirst();
  }

  private static boolean tolerates(Toleration toleration, Taint taint) {
    String effect = toleration.getEffect();
    if (effect != null && !effect.isEmpty() && !effect.equals(taint.getEffect())) {
      return false;
    }
    String key = toleration.getKey();
    if (key == null || key.isEmpty()) {
      return "Exists".equals(toleration.getOperator());
    }
    return key.equals(taint.getKey())
        && ("Exists".equals(toleration.getOperator())
            || text(toleration.getValue()).equals(text(taint.getValue())));
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }
}
