package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.backend.simulated.machine.MachineClock;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Deletes objects: at once, or marked as being deleted where a pod ends gracefully, finalizers are
 * left, or a namespace has to be emptied. Dependents are the garbage collector's business.
 */
final class Deleting {

  private static final Set<String> KEPT = Set.of("default", "kube-system", "kube-public");

  private final MachineClock clock;
  private final ObjectStore store;

  Deleting(MachineClock clock, ObjectStore store) {
    this.clock = clock;
    this.store = store;
  }

  /**
   * What the request gives as options, in its body or its query.
   *
   * @param body empty for none
   */
  static ObjectNode options(ApiRequest request) {
    ObjectNode options = request.body().length == 0 ? Json.object() : Json.object(request.body());
    String grace = request.query().get("gracePeriodSeconds");
    if (grace != null) {
      options.put("gracePeriodSeconds", Long.parseLong(grace));
    }
    return options;
  }

  /** The answer: the object where it is still there, or was a pod, and else a Status. */
  ObjectNode delete(Target target, ObjectNode options) {
    ObjectNode object = store.get(target);
    checkPreconditions(target, object, options.path("preconditions"));
    if (target.resource().is("namespaces")) {
      return namespace(target, object);
    }
    long grace = target.resource().is("pods") ? grace(object, options) : 0;
    boolean finalizers = !object.at("/metadata/finalizers").isEmpty();
    if (grace == 0 && !finalizers) {
      store.delete(target, object);
      return target.resource().is("pods") ? object : success(target, object);
    }
    return mark(target, object, grace);
  }

  private ObjectNode mark(Target target, ObjectNode object, long grace) {
    ObjectNode marked = object.deepCopy();
    ObjectNode metadata = Json.in(marked, "metadata");
    if (metadata.has("deletionTimestamp")
        && metadata.path("deletionGracePeriodSeconds").asLong() <= grace) {
      return object;
    }
    metadata.put(
        "deletionTimestamp",
        clock.now().plusSeconds(grace).truncatedTo(ChronoUnit.SECONDS).toString());
    metadata.put("deletionGracePeriodSeconds", grace);
    if (metadata.has("generation")) {
      metadata.put("generation", metadata.path("generation").asLong() + 1);
    }
    return store.update(target, object, marked);
  }

  private ObjectNode namespace(Target target, ObjectNode object) {
    if (KEPT.contains(target.name())) {
      throw ApiFailure.forbidden(
          target.resource(), target.name(), "this namespace may not be deleted");
    }
    if (object.path("metadata").has("deletionTimestamp")) {
      return object;
    }
    ObjectNode marked = object.deepCopy();
    Json.in(marked, "metadata")
        .put("deletionTimestamp", clock.now().truncatedTo(ChronoUnit.SECONDS).toString());
    Json.in(marked, "status").put("phase", "Terminating");
    return store.update(target, object, marked);
  }

  /** A pod that no kubelet has, or that has ended, needs no time to end. */
  private static long grace(ObjectNode pod, ObjectNode options) {
    String phase = pod.at("/status/phase").asText();
    if (pod.at("/spec/nodeName").asText("").isEmpty()
        || phase.equals("Succeeded")
        || phase.equals("Failed")) {
      return 0;
    }
    JsonNode asked = options.path("gracePeriodSeconds");
    OptionalLong given = asked.isNumber() ? OptionalLong.of(asked.asLong()) : OptionalLong.empty();
    return given.orElse(pod.at("/spec/terminationGracePeriodSeconds").asLong(30));
  }

  private static void checkPreconditions(Target target, ObjectNode object, JsonNode preconditions) {
    check(
        target,
        "UID",
        preconditions.path("uid"),
        object.at("/metadata/uid"),
        "deleted and then recreated");
    check(
        target,
        "ResourceVersion",
        preconditions.path("resourceVersion"),
        object.at("/metadata/resourceVersion"),
        "modified");
  }

  private static void check(
      Target target, String what, JsonNode expected, JsonNode seen, String perhaps) {
    if (!expected.asText("").isEmpty() && !expected.asText().equals(seen.asText())) {
      throw ApiFailure.conflictOfKind(
          target.resource(),
          target.name(),
          "the %1$s in the precondition (%2$s) does not match the %1$s in record (%3$s). The object might have been %4$s"
              .formatted(what, expected.asText(), seen.asText(), perhaps));
    }
  }

  private static ObjectNode success(Target target, ObjectNode object) {
    ObjectNode status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Success");
    ObjectNode details = status.putObject("details");
    details.put("name", target.name());
    if (!target.resource().group().isEmpty()) {
      details.put("group", target.resource().group());
    }
    details.put("kind", target.resource().plural());
    details.set("uid", object.at("/metadata/uid"));
    return status;
  }
}
