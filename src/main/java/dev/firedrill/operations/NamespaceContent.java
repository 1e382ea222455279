package dev.firedrill.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.tools.CommandFailed;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a namespace has in it, but for what controllers make by themselves.
 *
 * @param namespace the namespace itself
 * @param objects its objects, those that others refer to first
 * @param leftOut how many are left to controllers
 */
record NamespaceContent(
    GenericKubernetesResource namespace, List<GenericKubernetesResource> objects, int leftOut) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Written by controllers and kubelets about others, or for a moment. */
  private static final Set<String> DERIVED =
      Set.of("Event", "Endpoints", "EndpointSlice", "Lease", "ControllerRevision", "PodMetrics");

  /** Those that others refer to, in the order in which they are needed; all others after them. */
  private static final List<String> FIRST =
      List.of(
          "ResourceQuota",
          "LimitRange",
          "NetworkPolicy",
          "ServiceAccount",
          "Role",
          "RoleBinding",
          "Secret",
          "ConfigMap",
          "PersistentVolumeClaim",
          "PodDisruptionBudget",
          "Service");

  private static final String OWN_AUTHORITY = "kube-root-ca.crt";

  NamespaceContent {
    objects = List.copyOf(objects);
  }

  /**
   * Reads it.
   *
   * @param get what an API answers to a GET of a path
   */
  static NamespaceContent read(UnaryOperator<String> get, String name) {
    GenericKubernetesResource namespace = namespace(get, name);
    List<GenericKubernetesResource> found = new ArrayList<>();
    int all = 0;
    for (String groupVersion : groupVersions(get)) {
      String root = groupVersion.equals("v1") ? "/api/v1" : "/apis/" + groupVersion;
      for (JsonNode resource : parse(get.apply(root)).path("resources")) {
        if (isRestorable(resource)) {
          String path = root + "/namespaces/" + name + "/" + resource.path("name").asText();
          for (JsonNode item : parse(get.apply(path)).path("items")) {
            all++;
            GenericKubernetesResource object =
                object((ObjectNode) item, groupVersion, resource.path("kind").asText());
            if (isOwn(object)) {
              found.add(object);
            }
          }
        }
      }
    }
    found.sort(Comparator.comparingInt(NamespaceContent::rank));
    return new NamespaceContent(namespace, found, all - found.size());
  }

  /** What somebody made in a namespace of the cluster. */
  static List<String> occupants(KubernetesClient client, String namespace) {
    return Stream.<Stream<? extends HasMetadata>>of(
            client.configMaps().inNamespace(namespace).list().getItems().stream(),
            client.secrets().inNamespace(namespace).list().getItems().stream(),
            client.services().inNamespace(namespace).list().getItems().stream(),
            client.pods().inNamespace(namespace).list().getItems().stream(),
            client.persistentVolumeClaims().inNamespace(namespace).list().getItems().stream(),
            client.apps().deployments().inNamespace(namespace).list().getItems().stream(),
            client.apps().statefulSets().inNamespace(namespace).list().getItems().stream(),
            client.apps().daemonSets().inNamespace(namespace).list().getItems().stream())
        .flatMap(each -> each)
        .filter(object -> !object.getMetadata().getName().equals(OWN_AUTHORITY))
        .map(object -> object.getKind() + " " + object.getMetadata().getName())
        .toList();
  }

  private static GenericKubernetesResource namespace(UnaryOperator<String> get, String name) {
    try {
      return object((ObjectNode) parse(get.apply("/api/v1/namespaces/" + name)), "v1", "Namespace");
    } catch (CommandFailed refused) {
      if (String.valueOf(refused.getMessage()).contains("not found")
          || String.valueOf(refused.getMessage()).contains("NotFound")) {
        throw new OperationFailed(
            "restoring namespace " + name,
            "it to be in the newest snapshot",
            "no such namespace there",
            "take a snapshot that was saved while it was there; nothing was changed");
      }
      throw refused;
    }
  }

  private static List<String> groupVersions(UnaryOperator<String> get) {
    List<String> found = new ArrayList<>(List.of("v1"));
    for (JsonNode group : parse(get.apply("/apis")).path("groups")) {
      String preferred = group.path("preferredVersion").path("groupVersion").asText();
      // The same objects as the Events of v1, in another group.
      if (!preferred.isEmpty() && !preferred.startsWith("events.k8s.io/")) {
        found.add(preferred);
      }
    }
    return found;
  }

  private static boolean isRestorable(JsonNode resource) {
    Set<String> verbs = new HashSet<>();
    resource.path("verbs").forEach(verb -> verbs.add(verb.asText()));
    return resource.path("namespaced").asBoolean()
        && !resource.path("name").asText().contains("/")
        && verbs.containsAll(Set.of("list", "create", "get"))
        && !DERIVED.contains(resource.path("kind").asText());
  }

  /** Nobody's but a user's: not made by a controller, nor for the namespace by the cluster. */
  private static boolean isOwn(GenericKubernetesResource object) {
    boolean controlled =
        object.getMetadata().getOwnerReferences().stream()
            .map(OwnerReference::getController)
            .anyMatch(Boolean.TRUE::equals);
    boolean madeForTheNamespace =
        object.getKind().equals("ConfigMap") && object.getMetadata().getName().equals(OWN_AUTHORITY)
            || object.getKind().equals("ServiceAccount")
                && object.getMetadata().getName().equals("default");
    boolean token =
        object.getKind().equals("Secret")
            && "kubernetes.io/service-account-token".equals(object.get("type"));
    return !controlled
        && !madeForTheNamespace
        && !token
        && object.getMetadata().getDeletionTimestamp() == null;
  }

  private static int rank(GenericKubernetesResource object) {
    int first = FIRST.indexOf(object.getKind());
    return first < 0 ? FIRST.size() : first;
  }

  /** What a list gives has no kind of its own. */
  private static GenericKubernetesResource object(ObjectNode item, String apiVersion, String kind) {
    item.put("apiVersion", apiVersion).put("kind", kind);
    return JSON.convertValue(item, GenericKubernetesResource.class);
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the API over the snapshot did not answer with JSON", e);
    }
  }
}
