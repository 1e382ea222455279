package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether somebody may do something: the node authorizer and RBAC. The roles that Kubernetes itself
 * defines are coarse here: components of the control plane, and service accounts of kube-system,
 * may do everything. Roles and bindings in the API are evaluated as they are.
 */
final class Authorization {

  private static final Set<String> PUBLIC =
      Set.of("/healthz", "/livez", "/readyz", "/version", "/version/");
  private static final Set<String> DISCOVERY =
      Set.of("/api", "/apis", "/openapi", "/healthz", "/livez", "/readyz", "/version");
  private static final List<String> COMPONENTS =
      List.of(
          "system:kube-controller-manager",
          "system:kube-scheduler",
          "system:kube-proxy",
          "system:apiserver");
  private static final List<Resource> RBAC =
      Stream.of("clusterroles", "clusterrolebindings", "roles", "rolebindings")
          .map(Resources::named)
          .toList();
  private static final int MOST_ANSWERS = 10_000;

  private final ObjectStore store;
  private final NodeAuthorization nodes;

  /** What roles and bindings allow as long as none of them changes. */
  private final Map<Question, Boolean> answers = new HashMap<>();

  private long answersAsOf;

  Authorization(ObjectStore store) {
    this.store = store;
    this.nodes = new NodeAuthorization(store);
  }

  /**
   * A question.
   *
   * @param verb as RBAC names it
   * @param target null for a path that is no object's
   */
  record Question(
      User user, String verb, @org.jspecify.annotations.Nullable Target target, String path) {}

  /**
   * Ends well where it is allowed.
   *
   * @param loaded false while RBAC is not loaded yet, when it allows nothing
   */
  void check(Question asked, boolean loaded) {
    User user = asked.user();
    if (user.in("system:masters") || (user.in("system:nodes") && nodes.allows(asked))) {
      return;
    }
    if (!loaded || !(coarselyAllowed(asked) || boundRoleAllows(asked))) {
      throw refusal(asked);
    }
  }

  private static boolean coarselyAllowed(Question asked) {
    User user = asked.user();
    Target target = asked.target();
    if (COMPONENTS.contains(user.name()) || user.in("system:serviceaccounts:kube-system")) {
      return true;
    }
    if (target == null) {
      String root = "/" + asked.path().substring(1).split("/")[0];
      return asked.verb().equals("get")
          && (PUBLIC.contains(asked.path()) || (!user.isAnonymous() && DISCOVERY.contains(root)));
    }
    return false;
  }

  private boolean boundRoleAllows(Question asked) {
    long now = store.lastChange(RBAC);
    if (now != answersAsOf || answers.size() > MOST_ANSWERS) {
      answers.clear();
      answersAsOf = now;
    }
    Boolean known = answers.get(asked);
    if (known == null) {
      known = evaluated(asked);
      answers.put(asked, known);
    }
    return known;
  }

  private boolean evaluated(Question asked) {
    return bindings("clusterrolebindings", "").stream().anyMatch(each -> allows(each, "", asked))
        || (asked.target() != null
            && !asked.target().namespace().isEmpty()
            && bindings("rolebindings", asked.target().namespace()).stream()
                .anyMatch(each -> allows(each, asked.target().namespace(), asked)));
  }

  private List<ObjectNode> bindings(String plural, String namespace) {
    String folder = Resources.named(plural).folder(namespace);
    return store.list(folder, folder, 0, 0).keyValues().stream().map(store::parse).toList();
  }

  private boolean allows(ObjectNode binding, String namespace, Question asked) {
    if (!isSubject(binding.path("subjects"), asked.user())) {
      return false;
    }
    String name = binding.path("roleRef").path("name").asText();
    boolean ofCluster = binding.path("roleRef").path("kind").asText().equals("ClusterRole");
    Resource kind = Resources.named(ofCluster ? "clusterroles" : "roles");
    Optional<ObjectNode> role =
        store.raw(kind.key(ofCluster ? "" : namespace, name)).map(store::parse);
    if (role.isEmpty()) {
      return false;
    }
    for (JsonNode rule : role.get().path("rules")) {
      if (matches(rule, asked)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSubject(JsonNode subjects, User user) {
    for (JsonNode subject : subjects) {
      String name = subject.path("name").asText();
      boolean is =
          switch (subject.path("kind").asText()) {
            case "User" -> user.name().equals(name);
            case "Group" -> user.in(name);
            default ->
                user.name()
                    .equals(
                        "system:serviceaccount:" + subject.path("namespace").asText() + ":" + name);
          };
      if (is) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(JsonNode rule, Question asked) {
    Target target = asked.target();
    if (!has(rule.path("verbs"), asked.verb())) {
      return false;
    }
    if (target == null) {
      return has(rule.path("nonResourceURLs"), asked.path());
    }
    String resource =
        target.resource().plural()
            + (target.subresource().isEmpty() ? "" : "/" + target.subresource());
    return has(rule.path("apiGroups"), target.resource().group())
        && has(rule.path("resources"), resource)
        && (rule.path("resourceNames").isEmpty() || has(rule.path("resourceNames"), target.name()));
  }

  private static boolean has(JsonNode values, String value) {
    for (JsonNode each : values) {
      if (each.asText().equals("*") || each.asText().equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static ApiFailure refusal(Question asked) {
    Target target = asked.target();
    String who = "User \"" + asked.user().name() + "\" cannot " + asked.verb();
    if (target == null) {
      return ApiFailure.of(
          403, "Forbidden", "forbidden: %s path \"%s\"".formatted(who, asked.path()));
    }
    String part = target.subresource().isEmpty() ? "" : "/" + target.subresource();
    String where =
        target.namespace().isEmpty()
            ? "at the cluster scope"
            : "in the namespace \"" + target.namespace() + "\"";
    return ApiFailure.forbidden(
        target.resource(),
        target.name(),
        "%s resource \"%s%s\" in API group \"%s\" %s%s"
            .formatted(
                who,
                target.resource().plural(),
                part,
                target.resource().group(),
                where,
                NodeAuthorization.opinion(asked)));
  }
}
