package dev.firedrill.backend.simulated.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reading pods, owners and selectors as controllers do. */
final class Pods {

  private Pods() {}

  static boolean isReady(Pod pod) {
    if (pod.getStatus() != null) {
      for (PodCondition each : pod.getStatus().getConditions()) {
        if (each.getType().equals("Ready") && each.getStatus().equals("True")) {
          return true;
        }
      }
    }
    return false;
  }

  static boolean isTerminating(HasMetadata object) {
    return object.getMetadata().getDeletionTimestamp() != null;
  }

  static boolean isFinished(Pod pod) {
    String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  /** Counts for its owner: neither finished nor on its way out. */
  static boolean isActive(Pod pod) {
    return !isFinished(pod) && !isTerminating(pod);
  }

  static String node(Pod pod) {
    String node = pod.getSpec().getNodeName();
    return node == null ? "" : node;
  }

  static Optional<OwnerReference> controller(HasMetadata object) {
    for (OwnerReference owner : object.getMetadata().getOwnerReferences()) {
      if (Boolean.TRUE.equals(owner.getController())) {
        return Optional.of(owner);
      }
    }
    return Optional.empty();
  }

  static boolean isOwnedBy(HasMetadata object, HasMetadata owner) {
    Optional<OwnerReference> controller = controller(object);
    return controller.isPresent() && controller.get().getUid().equals(owner.getMetadata().getUid());
  }

  static OwnerReference reference(HasMetadata owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  static boolean isIn(HasMetadata object, HasMetadata other) {
    return object.getMetadata().getNamespace().equals(other.getMetadata().getNamespace());
  }

  static Map<String, String> labels(@Nullable ObjectMeta metadata) {
    return metadata == null || metadata.getLabels() == null ? Map.of() : metadata.getLabels();
  }

  static boolean matches(@Nullable LabelSelector selector, Map<String, String> labels) {
    if (selector == null) {
      return false;
    }
    Map<String, String> exact = selector.getMatchLabels();
    List<LabelSelectorRequirement> expressions = selector.getMatchExpressions();
    return (exact == null || labels.entrySet().containsAll(exact.entrySet()))
        && (expressions == null
            || expressions.stream()
                .allMatch(
                    each ->
                        Requirements.holds(
                            each.getOperator(),
                            Optional.ofNullable(labels.get(each.getKey())),
                            each.getValues())));
  }
}
