package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which kinds the API serves, as clients find it out: {@code /api}, {@code /apis} and what lies
 * below ("API discovery", the unaggregated form, which every client falls back to).
 */
final class Discovery {

  private static final Map<String, String> SHORT_NAMES =
      Map.ofEntries(
          Map.entry("pods", "po"),
          Map.entry("services", "svc"),
          Map.entry("endpoints", "ep"),
          Map.entry("nodes", "no"),
          Map.entry("namespaces", "ns"),
          Map.entry("configmaps", "cm"),
          Map.entry("serviceaccounts", "sa"),
          Map.entry("events", "ev"),
          Map.entry("persistentvolumes", "pv"),
          Map.entry("persistentvolumeclaims", "pvc"),
          Map.entry("deployments", "deploy"),
          Map.entry("replicasets", "rs"),
          Map.entry("daemonsets", "ds"),
          Map.entry("statefulsets", "sts"),
          Map.entry("cronjobs", "cj"),
          Map.entry("poddisruptionbudgets", "pdb"),
          Map.entry("certificatesigningrequests", "csr"),
          Map.entry("priorityclasses", "pc"),
          Map.entry("storageclasses", "sc"),
          Map.entry("networkpolicies", "netpol"));

  /** What {@code kubectl get all} means. */
  private static final Set<String> ALL =
      Set.of(
          "pods",
          "services",
          "deployments",
          "replicasets",
          "daemonsets",
          "statefulsets",
          "jobs",
          "cronjobs");

  private static final String WHOLE = "create,delete,deletecollection,get,list,patch,update,watch";
  private static final Set<String> SCALABLE = Set.of("deployments", "replicasets", "statefulsets");
  private static final Set<String> WITHOUT_STATUS =
      Set.of(
          "configmaps",
          "secrets",
          "serviceaccounts",
          "events",
          "endpoints",
          "endpointslices",
          "leases",
          "roles",
          "rolebindings",
          "clusterroles",
          "clusterrolebindings",
          "controllerrevisions",
          "priorityclasses",
          "csinodes",
          "storageclasses",
          "networkpolicies",
          "runtimeclasses");

  private Discovery() {}

  /** Nothing where the path is not of discovery. */
  static Optional<ObjectNode> answer(String path) {
    return switch (path) {
      case "/api" -> Optional.of(versions());
      case "/apis" -> Optional.of(groups());
      default -> resources(path);
    };
  }

  /** Every group and version, as {@code v1} and {@code apps/v1}. */
  static Set<String> groupVersions() {
    Set<String> known = new TreeSet<>();
    Resources.all().forEach(resource -> known.add(resource.apiVersion()));
    known.addAll(Reviews.GROUP_VERSIONS);
    return known;
  }

  private static ObjectNode versions() {
    ObjectNode list = Json.object();
    list.put("kind", "APIVersions");
    list.putArray("versions").add("v1");
    return list;
  }

  private static ObjectNode groups() {
    ObjectNode list = Json.object();
    list.put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = list.putArray("groups");
    for (String groupVersion : groupVersions()) {
      int slash = groupVersion.indexOf('/');
      if (slash > 0) {
        ObjectNode version = Json.object();
        version.put("groupVersion", groupVersion);
        version.put("version", groupVersion.substring(slash + 1));
        ObjectNode group = groups.addObject().put("name", groupVersion.substring(0, slash));
        group.putArray("versions").add(version);
        group.set("preferredVersion", version);
      }
    }
    return list;
  }

  private static Optional<ObjectNode> resources(String path) {
    String wanted = path.replaceFirst("^/apis?/", "");
    if (wanted.equals(path) || !groupVersions().contains(wanted)) {
      return Optional.empty();
    }
    ObjectNode list = Json.object();
    list.put("kind", "APIResourceList").put("apiVersion", "v1").put("groupVersion", wanted);
    ArrayNode resources = list.putArray("resources");
    for (Resource resource : Resources.all()) {
      if (resource.apiVersion().equals(wanted)) {
        whole(resources, resource);
        parts(resources, resource);
      }
    }
    Reviews.kinds(wanted).forEach((plural, kind) -> add(resources, plural, false, kind, "create"));
    return Optional.of(list);
  }

  private static void whole(ArrayNode resources, Resource resource) {
    ObjectNode each =
        add(resources, resource.plural(), resource.namespaced(), resource.kind(), WHOLE);
    each.put("singularName", resource.kind().toLowerCase(Locale.ROOT));
    if (SHORT_NAMES.containsKey(resource.plural())) {
      each.putArray("shortNames").add(SHORT_NAMES.get(resource.plural()));
    }
    if (ALL.contains(resource.plural())) {
      each.putArray("categories").add("all");
    }
  }

  private static void parts(ArrayNode resources, Resource resource) {
    String plural = resource.plural();
    boolean namespaced = resource.namespaced();
    if (!WITHOUT_STATUS.contains(plural)) {
      add(resources, plural + "/status", namespaced, resource.kind(), "get,patch,update");
    }
    if (SCALABLE.contains(plural)) {
      of(
          add(resources, plural + "/scale", namespaced, "Scale", "get,patch,update"),
          "autoscaling",
          "v1");
    }
    switch (plural) {
      case "pods" -> {
        of(add(resources, "pods/eviction", true, "Eviction", "create"), "policy", "v1");
        add(resources, "pods/binding", true, "Binding", "create");
        add(resources, "pods/log", true, "Pod", "get");
      }
      case "namespaces" -> add(resources, "namespaces/finalize", false, "Namespace", "update");
      case "serviceaccounts" ->
          of(
              add(resources, "serviceaccounts/token", true, "TokenRequest", "create"),
              "authentication.k8s.io",
              "v1");
      case "certificatesigningrequests" ->
          add(resources, plural + "/approval", false, resource.kind(), "get,patch,update");
      default -> {
        // Nothing else of it can be asked for by itself.
      }
    }
  }

  private static ObjectNode add(
      ArrayNode resources, String name, boolean namespaced, String kind, String verbs) {
    ObjectNode each = resources.addObject().put("name", name).put("singularName", "");
    each.put("namespaced", namespaced).put("kind", kind);
    List.of(verbs.split(",")).forEach(each.putArray("verbs")::add);
    return each;
  }

  private static void of(ObjectNode resource, String group, String version) {
    resource.put("group", group).put("version", version);
  }
}
