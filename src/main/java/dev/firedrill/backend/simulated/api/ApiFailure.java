package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that is answered with a Status object of failure. */
final class ApiFailure extends RuntimeException {

  /** The code of what was, and is no more. */
  static final int GONE = 410;

  private static final long serialVersionUID = 1L;

  private final transient ObjectNode status;

  private ApiFailure(ObjectNode status) {
    super(status.path("message").asText(), null, false, false);
    this.status = status;
  }

  ObjectNode status() {
    return status;
  }

  int code() {
    return status.path("code").asInt();
  }

  static ApiFailure of(int code, String reason, String message) {
    ObjectNode status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Failure").put("message", message);
    if (!reason.isEmpty()) {
      status.put("reason", reason);
    }
    return new ApiFailure(status.put("code", code));
  }

  /** The same with the object it is about. */
  ApiFailure about(Resource resource, String name) {
    ObjectNode details = status.withObject("/details");
    details.put("name", name);
    if (!resource.group().isEmpty()) {
      details.put("group", resource.group());
    }
    details.put("kind", resource.plural());
    return this;
  }

  /** The same with a cause, and when it is worth trying again. */
  ApiFailure because(String reason, String message, int retryAfterSeconds) {
    ObjectNode details = status.withObject("/details");
    details.withArray("/causes").addObject().put("reason", reason).put("message", message);
    if (retryAfterSeconds > 0) {
      details.put("retryAfterSeconds", retryAfterSeconds);
    }
    return this;
  }

  static ApiFailure notFound(Resource resource, String name) {
    return of(404, "NotFound", "%s \"%s\" not found".formatted(resource.qualified(), name))
        .about(resource, name);
  }

  static ApiFailure noSuchPath() {
    return of(404, "NotFound", "the server could not find the requested resource");
  }

  static ApiFailure alreadyExists(Resource resource, String name) {
    return of(
            409, "AlreadyExists", "%s \"%s\" already exists".formatted(resource.qualified(), name))
        .about(resource, name);
  }

  static ApiFailure beingDeleted(Resource resource, String name) {
    String exists = alreadyExists(resource, name).getMessage();
    return of(409, "AlreadyExists", "object is being deleted: " + exists).about(resource, name);
  }

  static ApiFailure conflict(Resource resource, String name, String why) {
    return of(
            409,
            "Conflict",
            "Operation cannot be fulfilled on %s \"%s\": %s"
                .formatted(resource.qualified(), name, why))
        .about(resource, name);
  }

  /** Said with the kind's name in the place of the resource's, as deletion does. */
  static ApiFailure conflictOfKind(Resource resource, String name, String why) {
    return of(
            409,
            "Conflict",
            "Operation cannot be fulfilled on %s \"%s\": %s".formatted(kind(resource), name, why))
        .about(resource, name);
  }

  static ApiFailure modified(Resource resource, String name) {
    return conflict(
        resource,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  static ApiFailure forbidden(Resource resource, String name, String why) {
    return of(
            403,
            "Forbidden",
            "%s%s is forbidden: %s"
                .formatted(resource.qualified(), name.isEmpty() ? "" : " \"" + name + "\"", why))
        .about(resource, name);
  }

  static ApiFailure invalid(Resource resource, String name, String why) {
    return of(422, "Invalid", "%s \"%s\" is invalid: %s".formatted(kind(resource), name, why))
        .about(resource, name);
  }

  static ApiFailure tooOld(long version, long oldest) {
    return of(GONE, "Expired", "too old resource version: %d (%d)".formatted(version, oldest));
  }

  static ApiFailure badRequest(String message) {
    return of(400, "BadRequest", message);
  }

  static ApiFailure internal(String message) {
    return of(500, "InternalError", "Internal error occurred: " + message).because("", message, 0);
  }

  private static String kind(Resource resource) {
    return resource.group().isEmpty() ? resource.kind() : resource.kind() + "." + resource.group();
  }
}
