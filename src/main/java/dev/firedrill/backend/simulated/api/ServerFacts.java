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
  private final RequestCounts counts;

  ServerFacts(Version version, ObjectStore store, RequestCounts counts) {
    this.version = version;
    this.store = store;
    this.counts = counts;
  }

  /** Nothing where the path is none of these. */
  Optional<ApiReply> answer(ApiRequest request, boolean ready) {
    String path = request.path();
    if (HEALTH.contains(path)) {
      boolean verbose = request.query().containsKey("verbose");
      return Optional.of(health(path, ready || path.equals("/livez"), verbose));
    }
    return switch (path) {
      case "/version", "/version/" -> Optional.of(json(version()));
      case "/metrics" -> Optional.of(text(200, counts.text()));
      default -> Discovery.answer(path).or(() -> OpenApi.answer(path)).map(ServerFacts::json);
    };
  }

  private ApiReply health(String path, boolean started, boolean verbose) {
    boolean etcd = store.answers();
    boolean good = etcd && started;
    if (good && !verbose) {
      return text(200, "ok");
    }
    return text(
        good ? 200 : 500,
        check("ping", true)
            + check("log", true)
            + check("etcd", etcd)
            + check("informer-sync", true)
            + check("poststarthook/start-apiextensions-controllers", true)
            + check("poststarthook/rbac/bootstrap-roles", started)
            + check("poststarthook/scheduling/bootstrap-system-priority-classes", started)
            + path.substring(1)
            + (good ? " check passed\n" : " check failed\n"));
  }

  private static String check(String name, boolean good) {
    return good ? "[+]" + name + " ok\n" : "[-]" + name + " failed: reason withheld\n";
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
