package dev.firedrill.operations;

import dev.firedrill.ports.ApiProblem;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Objects made anew out of what they were: what the cluster had given them is left out. */
final class RestoredObjects {

  private static final int CONFLICT = 409;

  /** No answer of an API server about this object: nobody serves the API at the moment. */
  private static final Set<Integer> AWAY = Set.of(502, 503, 504);

  /** What a Job's controller writes on it and its pods. */
  private static final List<String> OF_A_JOB =
      List.of("controller-uid", "batch.kubernetes.io/controller-uid");

  private final KubernetesClient client;
  private final String namespace;
  private final Map<String, String> uids = new HashMap<>();
  private final List<String> made = new ArrayList<>();
  private final List<String> untouched = new ArrayList<>();
  private final Map<String, String> refused = new LinkedHashMap<>();
  private final List<GenericKubernetesResource> forNow = new ArrayList<>();

  RestoredObjects(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /**
   * Makes them in that order; one that is there is left as it is, one that is refused is noted, and
   * the rest made all the same.
   *
   * @return true where none was refused in a way that may pass: see {@link #again}
   */
  boolean make(List<GenericKubernetesResource> objects) {
    for (GenericKubernetesResource object : objects) {
      if (!make(object)) {
        forNow.add(object);
      }
    }
    return forNow.isEmpty();
  }

  /** Makes what was refused in a way that may pass; true where no such is left. */
  boolean again() {
    for (GenericKubernetesResource object : List.copyOf(forNow)) {
      if (make(object)) {
        forNow.remove(object);
      }
    }
    return forNow.isEmpty();
  }

  /** What was refused so far. */
  List<String> refused() {
    return List.copyOf(refused.values());
  }

  /** True where the namespace has an object of each name already. */
  boolean allThere(List<GenericKubernetesResource> objects) {
    return objects.stream()
        .allMatch(each -> client.resource(each).inNamespace(namespace).get() != null);
  }

  /** Says what came of it, or fails with everything that was refused. */
  String conclude() {
    if (!refused.isEmpty()) {
      throw new OperationFailed(
          "restoring namespace " + namespace,
          "every object to be made",
          "refused: " + String.join("; ", refused()) + "; made: " + made,
          "mend what is named and restore again: what was made is left as it is");
    }
    return "%d objects of namespace %s made, %d left as they were: %s"
        .formatted(made.size(), namespace, untouched.size(), untouched);
  }

  private boolean make(GenericKubernetesResource saved) {
    String name = saved.getKind() + " " + saved.getMetadata().getName();
    GenericKubernetesResource fresh = fresh(saved, owners(saved), Map.of());
    try {
      GenericKubernetesResource now = client.resource(fresh).inNamespace(namespace).create();
      uids.put(saved.getMetadata().getUid(), now.getMetadata().getUid());
      made.add(name);
      refused.remove(name);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT && String.valueOf(e.getMessage()).contains("already exists")) {
        untouched.add(name);
        refused.remove(name);
        return true;
      }
      if (!ApiProblem.isAnswer(e) || AWAY.contains(e.getCode())) {
        throw e;
      }
      refused.put(name, name + ": " + ApiProblem.of(e).seen());
      return !Transience.passes(e);
    }
  }

  /** Owners that were made anew, by the uids that they have now; those that are gone are none. */
  private List<OwnerReference> owners(GenericKubernetesResource saved) {
    List<OwnerReference> owners = new ArrayList<>();
    for (OwnerReference owner : saved.getMetadata().getOwnerReferences()) {
      String uid = uids.get(owner.getUid());
      if (uid != null) {
        owners.add(new OwnerReferenceBuilder(owner).withUid(uid).build());
      }
    }
    return owners;
  }

  /**
   * The same as somebody would write it who makes it for the first time.
   *
   * @param noted annotations that it is to have besides
   */
  static GenericKubernetesResource fresh(
      GenericKubernetesResource saved, List<OwnerReference> owners, Map<String, String> noted) {
    ObjectMeta was = saved.getMetadata();
    Map<String, String> labels = new TreeMap<>();
    if (was.getLabels() != null) {
      labels.putAll(was.getLabels());
    }
    labels.keySet().removeAll(OF_A_JOB);
    Map<String, String> annotations = new TreeMap<>();
    if (was.getAnnotations() != null) {
      annotations.putAll(was.getAnnotations());
    }
    annotations.remove(RestoreNamespace.RESTORED_FROM);
    annotations.putAll(noted);
    annotations.keySet().removeIf(key -> key.startsWith("pv.kubernetes.io/"));
    annotations.remove("deployment.kubernetes.io/revision");
    Map<String, Object> rest = new LinkedHashMap<>(saved.getAdditionalProperties());
    rest.remove("status");
    forget(saved.getKind(), rest);
    return new GenericKubernetesResourceBuilder()
        .withApiVersion(saved.getApiVersion())
        .withKind(saved.getKind())
        .withNewMetadata()
        .withName(was.getName())
        .withNamespace(was.getNamespace())
        .withLabels(labels)
        .withAnnotations(annotations)
        .withFinalizers(was.getFinalizers())
        .withOwnerReferences(owners)
        .endMetadata()
        .withAdditionalProperties(rest)
        .build();
  }

  /** What the cluster gave it, and holds for the object that is gone alone. */
  private static void forget(String kind, Map<String, Object> rest) {
    Object spec = rest.get("spec");
    switch (kind) {
      case "Namespace" -> rest.remove("spec");
      case "Service" -> {
        if (!"None".equals(inside(spec, "clusterIP"))) {
          remove(spec, "clusterIP", "clusterIPs");
        }
        remove(spec, "healthCheckNodePort");
      }
      case "PersistentVolumeClaim" -> remove(spec, "volumeName");
      case "Pod" -> remove(spec, "nodeName");
      case "ServiceAccount" -> rest.remove("secrets");
      case "Job" -> {
        remove(spec, "selector");
        Object labels = inside(inside(inside(spec, "template"), "metadata"), "labels");
        remove(labels, OF_A_JOB.toArray(String[]::new));
      }
      default -> {}
    }
  }

  private static @Nullable Object inside(@Nullable Object map, String key) {
    return map instanceof Map<?, ?> fields ? fields.get(key) : null;
  }

  private static void remove(@Nullable Object map, String... keys) {
    if (map instanceof Map<?, ?> fields) {
      List.of(keys).forEach(fields::remove);
    }
  }
}
