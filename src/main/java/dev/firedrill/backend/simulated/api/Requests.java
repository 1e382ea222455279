package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.backend.simulated.etcd.KeyValue;
import java.util.List;

/** Takes authorized requests for objects to who can answer them. */
final class Requests {

  static final String JSON = "application/json";

  private final ObjectStore store;
  private final Reading reading;
  private final Writing writing;
  private final Deleting deleting;
  private final Eviction eviction;
  private final Subresources parts;

  Requests(
      ObjectStore store,
      Writing writing,
      Deleting deleting,
      Eviction eviction,
      Subresources parts) {
    this.store = store;
    this.reading = new Reading(store);
    this.writing = writing;
    this.deleting = deleting;
    this.eviction = eviction;
    this.parts = parts;
  }

  /** The verb as RBAC names it. */
  static String verb(ApiRequest request, boolean collection) {
    return switch (request.method()) {
      case "GET" -> WatchOptions.asked(request.query()) ? "watch" : collection ? "list" : "get";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> collection ? "deletecollection" : "delete";
      default -> request.method().toLowerCase(java.util.Locale.ROOT);
    };
  }

  ApiReply answer(Target target, ApiRequest request, User user) {
    return switch (target.subresource()) {
      case "", "status", "approval" -> whole(target, request, user);
      case "eviction" -> {
        only(request, "POST");
        eviction.evict(target, Json.object(request.body()));
        yield reply(201, success(201));
      }
      case "binding" -> {
        only(request, "POST");
        parts.bind(target, Json.object(request.body()));
        yield reply(201, success(201));
      }
      case "scale" ->
          request.method().equals("GET")
              ? reply(200, parts.scale(target))
              : reply(200, parts.scale(target, scaled(target, request)));
      case "finalize" -> {
        only(request, "PUT");
        yield reply(200, parts.finish(target, Json.object(request.body())));
      }
      case "token" -> {
        only(request, "POST");
        yield reply(201, parts.token(target, Json.object(request.body())));
      }
      case "log" -> {
        only(request, "GET");
        String container = request.query().getOrDefault("container", "");
        yield new ApiReply(200, "text/plain", parts.log(target, container));
      }
      default -> throw ApiFailure.noSuchPath();
    };
  }

  private ApiReply whole(Target target, ApiRequest request, User user) {
    return switch (verb(request, target.name().isEmpty())) {
      case "get" -> {
        byte[] object = reading.get(target);
        yield new ApiReply(200, JSON, object, List.of(object));
      }
      case "list" -> reading.list(target, request.query());
      case "watch" -> throw ApiFailure.of(501, "", "not simulated: a watch that is not streamed");
      case "create" -> {
        if (!target.name().isEmpty()) {
          throw notAllowed();
        }
        Target place =
            target.resource().namespaced() && target.namespace().isEmpty()
                ? new Target(target.resource(), "default", "", "")
                : target;
        yield reply(201, writing.create(place, unowned(request), user));
      }
      case "update" ->
          reply(
              200,
              writing.replace(named(target), Json.object(request.body()), manager(request, user)));
      case "patch" -> {
        Writing.Written written = writing.patch(named(target), request, user);
        yield reply(written.created() ? 201 : 200, written.object());
      }
      case "delete" -> reply(200, deleting.delete(target, Deleting.options(request)));
      case "deletecollection" -> reply(200, deleteAll(target, request));
      default -> throw notAllowed();
    };
  }

  private ObjectNode deleteAll(Target target, ApiRequest request) {
    for (KeyValue each : reading.selected(target, request.query())) {
      ObjectNode metadata = Json.in(store.parse(each), "metadata");
      Target object =
          new Target(
              target.resource(),
              metadata.path("namespace").asText(""),
              metadata.path("name").asText(),
              "");
      deleting.delete(object, Deleting.options(request));
    }
    return success(200);
  }

  private ObjectNode scaled(Target target, ApiRequest request) {
    ObjectNode wanted = Json.object(request.body());
    return request.method().equals("PUT")
        ? wanted
        : (ObjectNode) Merging.mergePatch(parts.scale(target), wanted);
  }

  private static ObjectNode unowned(ApiRequest request) {
    ObjectNode object = Json.object(request.body());
    Json.in(object, "metadata").remove("managedFields");
    return object;
  }

  /** Whose the fields are that a request changes: as it says, or by its user's name. */
  static String manager(ApiRequest request, User user) {
    String name = user.name().substring(user.name().lastIndexOf(':') + 1);
    return request.query().getOrDefault("fieldManager", name);
  }

  private static Target named(Target target) {
    if (target.name().isEmpty()) {
      throw notAllowed();
    }
    return target;
  }

  private static void only(ApiRequest request, String method) {
    if (!request.method().equals(method)) {
      throw notAllowed();
    }
  }

  private static ApiFailure notAllowed() {
    return ApiFailure.of(
        405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
  }

  private static ObjectNode success(int code) {
    ObjectNode status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    return status.put("status", "Success").put("code", code);
  }

  private ApiReply reply(int code, ObjectNode object) {
    return store.reply(code, object);
  }
}
