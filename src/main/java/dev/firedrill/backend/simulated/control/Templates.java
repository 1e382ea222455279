package dev.firedrill.backend.simulated.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Pods from templates, and shares of replicas. */
final class Templates {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private Templates() {}

  /** True where the two are one object before and after, and what is wanted is the same. */
  static boolean unchanged(HasMetadata before, HasMetadata now) {
    return before == now
        || (before.getMetadata().getUid().equals(now.getMetadata().getUid())
            && before.getMetadata().getGeneration() != null
            && before.getMetadata().getGeneration().equals(now.getMetadata().getGeneration()));
  }

  /** The same for equal templates. */
  static String hash(PodTemplateSpec template) {
    try {
      CRC32 digest = new CRC32();
      digest.update(JSON.writeValueAsBytes(template));
      return Long.toHexString(digest.getValue());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a template cannot be written as JSON", e);
    }
  }

  /** A pod to be created, which the owner controls. */
  static Pod pod(PodTemplateSpec template, HasMetadata owner, Map<String, String> moreLabels) {
    return new PodBuilder()
        .withNewMetadata()
        .withGenerateName(owner.getMetadata().getName() + "-")
        .withNamespace(owner.getMetadata().getNamespace())
        .withLabels(Pods.labels(template.getMetadata()))
        .addToLabels(moreLabels)
        .withAnnotations(
            template.getMetadata() == null ? null : template.getMetadata().getAnnotations())
        .withOwnerReferences(Pods.reference(owner))
        .endMetadata()
        .withSpec(template.getSpec())
        .build();
  }

  /** A count, or a share of all; the share rounded up or down. */
  static int share(@Nullable IntOrString value, int all, boolean up, int otherwise) {
    if (value == null) {
      return otherwise;
    }
    if (value.getIntVal() != null) {
      return value.getIntVal();
    }
    int percent = Integer.parseInt(value.getStrVal().replace("%", "").strip());
    return up ? (percent * all + 99) / 100 : percent * all / 100;
  }
}
