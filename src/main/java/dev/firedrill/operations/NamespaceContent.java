package dev.firedrill.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.tools.CommandFailed;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a namespace has in it, but for what controllers make by themselves.
 *
 * @param namespace the namespace itself
 * @param objects its objects, those that others refer to first
 * @param leftOut how many are left to controllers
 * @param tokens the Secrets that are tokens of service accounts: the cluster signed them for
 *     accounts that are gone, and nobody makes them by itself
 */
record NamespaceContent(
    GenericKubernetesResource namespace,
    List<GenericKubernetesResource> objects,
    int leftOut,
    List<String> tokens) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Written by controllers and kubelets about others, or for a moment. */
  private static final Set<String> DERIVED =
      Set.of("Event", "Lease", "ControllerRevision", "PodMetrics");

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

  private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";

  /** On Endpoints that served as a lock, not as addresses. */
  private static final String LEADER = "control-plane.alpha.kubernetes.io/leader";

  private static final String OWN_AUTHORITY = "kube-root-ca.crt";

  NamespaceContent {
    objects = List.copyOf(objects);
    tokens = List.copyOf(tokens);
  }

  /**
   * Reads it.
   *
   * @param get what an API answers to a GET of a path
   */
  static NamespaceContent read(UnaryOperator<String> get, String name) {
    GenericKubernetesResource namespace = namespace(get, name);
    List<GenericKubernetesResource> all = new ArrayList<>();
    for (String groupVersion : groupVersions(get)) {
      String root = groupVersion.equals("v1") ? "/api/v1" : "/apis/" + groupVersion;
      for (JsonNode resource : parse(get.apply(root)).path("resources")) {
        if (isRestorable(resource)) {
          String path = root + "/namespaces/" + name + "/" + resource.path("name").asText();
          for (JsonNode item : parse(get.apply(path)).path("items")) {
            all.add(object((ObjectNode) item, groupVersion, resource.path("kind").asText()));
          }
        }
      }
    }
    Set<String> selecting = selectingServices(all);
    List<String> tokens =
        all.stream()
            .filter(NamespaceContent::isToken)
            .map(token -> token.getMetadata().getName())
            .toList();
    List<GenericKubernetesResource> found =
        all.stream()
            .filter(each -> isOwn(each) && !isToken(each) && !isSelected(each, selecting))
            .sorted(Comparator.comparingInt(NamespaceContent::rank))
            .toList();
    return new NamespaceContent(
        namespace, found, all.size() - found.size() - tokens.size(), tokens);
  }

  /** Those of whose addresses a controller keeps the list. */
  private static Set<String> selectingServices(List<GenericKubernetesResource> all) {
    Set<String> names = new HashSet<>();
    for (GenericKubernetesResource each : all) {
      if (each.getKind().equals("Service")
          && each.get("spec", "selector") instanceof Map<?, ?> selector
          && !selector.isEmpty()) {
        names.add(each.getMetadata().getName());
      }
    }
    return names;
  }

  /** A list of addresses that somebody wrote by hand is restored; a controller's is not. */
  private static boolean isSelected(GenericKubernetesResource each, Set<String> selecting) {
    ObjectMeta metadata = each.getMetadata();
    return switch (each.getKind()) {
      case "Endpoints" ->
          selecting.contains(metadata.getName()) || has(metadata.getAnnotations(), LEADER);
      case "EndpointSlice" -> text(metadata.getLabels(), MANAGED_BY).endsWith("controller.k8s.io");
      default -> false;
    };
  }

  private static boolean has(@Nullable Map<String, String> map, String key) {
    return map != null && map.containsKey(key);
  }

  private static String text(@Nullable Map<String, String> map, String key) {
    return map == null ? "" : map.getOrDefault(key, "");
  }

  private static boolean isToken(GenericKubernetesResource object) {
    return object.getKind().equals("Secret")
        && "kubernetes.io/service-account-token".equals(object.get("type"));
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
    return !controlled
        && !madeForTheNamespace
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
      throw new OperationFailed(
          "reading the API over the snapshot",
          "JSON",
          "something else: " + e.getOriginalMessage(),
          "see whether the first control plane has room and memory, then run this again; nothing"
              + " was changed");
    }
  }
}
