package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.model.Version;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What an API server answers about itself: its version, health, metrics and kinds. */
final class ServerFacts {

  private static final Set<String> HEALTH = Set.of("/healthz", "/livez", "/readyz");

  private final Version version;
  private final ObjectStore store;

  ServerFacts(Version version, ObjectStore store) {
    this.version = version;
    this.store = store;
  }

  /** Nothing where the path is none of these. */
  Optional<ApiReply> answer(String path, boolean ready) {
    if (HEALTH.contains(path)) {
      return Optional.of(health(path, ready || path.equals("/livez")));
    }
    return switch (path) {
      case "/version", "/version/" -> Optional.of(json(version()));
      case "/metrics" ->
          Optional.of(
              text(200, "# TYPE apiserver_storage_objects gauge\nprocess_start_time_seconds 1\n"));
      case "/api" -> Optional.of(json(versions("APIVersions", List.of("v1"))));
      case "/apis" -> Optional.of(json(groups()));
      default -> resources(path).map(ServerFacts::json);
    };
  }

  private ApiReply health(String path, boolean started) {
    boolean etcd = store.answers();
    if (etcd && started) {
      return text(200, "ok");
    }
    String name = path.substring(1);
    return text(
        500,
        "[+]ping ok\n[+]log ok\n"
            + (etcd ? "[+]etcd ok\n" : "[-]etcd failed: reason withheld\n")
            + (started
                ? "[+]poststarthook/rbac/bootstrap-roles ok\n"
                : "[-]poststarthook/rbac/bootstrap-roles failed: reason withheld\n")
            + name
            + " check failed\n");
  }

  private ObjectNode version() {
    ObjectNode facts = Json.object();
    facts.put("major", Integer.toString(version.major()));
    facts.put("minor", Integer.toString(version.minor()));
    facts.put("gitVersion", version.toString());
    facts.put("gitCommit", "0000000000000000000000000000000000000000");
    facts.put("gitTreeState", "clean");
    facts.put("buildDate", "2024-01-01T00:00:00Z");
    facts.put("goVersion", "go1.22.5");
    facts.put("compiler", "gc");
    return facts.put("platform", "linux/amd64");
  }

  private static ObjectNode versions(String kind, List<String> versions) {
    ObjectNode list = Json.object();
    list.put("kind", kind);
    versions.forEach(list.putArray("versions")::add);
    return list;
  }

  private static ObjectNode groups() {
    ObjectNode list = Json.object();
    list.put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = list.putArray("groups");
    Set<String> known = new TreeSet<>();
    for (Resource resource : Resources.all()) {
      if (!resource.group().isEmpty() && known.add(resource.group())) {
        ObjectNode group = groups.addObject().put("name", resource.group());
        group.putArray("versions").add(groupVersion(resource));
        group.set("preferredVersion", groupVersion(resource));
      }
    }
    return list;
  }

  private static ObjectNode groupVersion(Resource resource) {
    return Json.object()
        .put("groupVersion", resource.apiVersion())
        .put("version", resource.version());
  }

  private static Optional<ObjectNode> resources(String path) {
    String wanted = path.replaceFirst("^/apis?/", "");
    ObjectNode list = Json.object();
    list.put("kind", "APIResourceList").put("apiVersion", "v1").put("groupVersion", wanted);
    ArrayNode resources = list.putArray("resources");
    for (Resource resource : Resources.all()) {
      if (resource.apiVersion().equals(wanted)) {
        ObjectNode each = resources.addObject().put("name", resource.plural());
        each.put("singularName", resource.kind().toLowerCase(java.util.Locale.ROOT));
        each.put("namespaced", resource.namespaced()).put("kind", resource.kind());
        List.of("create", "delete", "get", "list", "patch", "update")
            .forEach(each.putArray("verbs")::add);
      }
    }
    return resources.isEmpty() ? Optional.empty() : Optional.of(list);
  }

  private static ApiReply json(ObjectNode object) {
    return new ApiReply(200, "application/json", Json.bytes(object));
  }

  private static ApiReply text(int status, String text) {
    return new ApiReply(
        status,
        "text/plain; charset=utf-8",
        text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
