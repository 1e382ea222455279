package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Questions that users ask about themselves: may I do that, who am I ("Authorization overview",
 * checking API access; {@code kubectl auth}).
 */
final class Reviews {

  private static final String ACCESS = "authorization.k8s.io/v1";
  private static final String IDENTITY = "authentication.k8s.io/v1";

  static final Set<String> GROUP_VERSIONS = Set.of(ACCESS, IDENTITY);

  private final Authorization authorization;

  Reviews(Authorization authorization) {
    this.authorization = authorization;
  }

  /** The kinds of a group and version, by their plural. */
  static Map<String, String> kinds(String groupVersion) {
    return switch (groupVersion) {
      case ACCESS -> Map.of("selfsubjectaccessreviews", "SelfSubjectAccessReview");
      case IDENTITY -> Map.of("selfsubjectreviews", "SelfSubjectReview");
      default -> Map.of();
    };
  }

  /**
   * Nothing where the path is none of these questions.
   *
   * @param loaded false while RBAC is not loaded yet
   */
  Optional<ApiReply> answer(ApiRequest request, User user, boolean loaded) {
    boolean access = request.path().equals("/apis/" + ACCESS + "/selfsubjectaccessreviews");
    boolean identity = request.path().equals("/apis/" + IDENTITY + "/selfsubjectreviews");
    if (!request.method().equals("POST") || !(access || identity)) {
      return Optional.empty();
    }
    if (user.isAnonymous()) {
      throw refusal(access);
    }
    ObjectNode review = Json.object(request.body());
    review.put("apiVersion", access ? ACCESS : IDENTITY);
    review.put("kind", access ? "SelfSubjectAccessReview" : "SelfSubjectReview");
    ObjectNode status = review.putObject("status");
    if (access) {
      status.put("allowed", isAllowed(question(review.path("spec"), user), loaded));
    } else {
      ObjectNode who = status.putObject("userInfo").put("username", user.name());
      user.groups().forEach(who.putArray("groups")::add);
    }
    return Optional.of(new ApiReply(201, "application/json", Json.bytes(review)));
  }

  private boolean isAllowed(Authorization.Question asked, boolean loaded) {
    try {
      authorization.check(asked, loaded);
      return true;
    } catch (ApiFailure refused) {
      if (refused.code() == 403) {
        return false;
      }
      throw refused;
    }
  }

  private static Authorization.Question question(JsonNode spec, User user) {
    JsonNode path = spec.path("nonResourceAttributes");
    if (path.isObject()) {
      return new Authorization.Question(
          user, path.path("verb").asText(), null, path.path("path").asText());
    }
    JsonNode asked = spec.path("resourceAttributes");
    String plural = asked.path("resource").asText();
    String namespace = asked.path("namespace").asText();
    // Also of kinds that nobody serves, and of "*", users may ask.
    Resource resource =
        new Resource(
            asked.path("group").asText(),
            asked.path("version").asText(),
            plural,
            plural,
            !namespace.isEmpty(),
            plural);
    Target target =
        new Target(
            resource, namespace, asked.path("name").asText(), asked.path("subresource").asText());
    return new Authorization.Question(user, asked.path("verb").asText(), target, "");
  }

  private static ApiFailure refusal(boolean access) {
    Resource resource =
        access
            ? new Resource("authorization.k8s.io", "v1", "selfsubjectaccessreviews", "", false, "")
            : new Resource("authentication.k8s.io", "v1", "selfsubjectreviews", "", false, "");
    return ApiFailure.forbidden(
        resource,
        "",
        "User \"system:anonymous\" cannot create resource \"%s\" in API group \"%s\" at the cluster scope"
            .formatted(resource.plural(), resource.group()));
  }
}
