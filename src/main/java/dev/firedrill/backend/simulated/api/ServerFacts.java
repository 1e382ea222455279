package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.model.Version;
import java.util.Optional;
import java.util.Set;

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
      default -> Discovery.answer(path).or(() -> OpenApi.answer(path)).map(ServerFacts::json);
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
