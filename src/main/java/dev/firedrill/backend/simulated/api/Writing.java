package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.MachineClock;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.nio.ByteBuffer;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Creates and changes objects. */
final class Writing {

  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final Set<String> OWN_STATUS = Set.of("status", "approval");
  private static final Set<String> WITH_GENERATION =
      Set.of(
          "deployments",
          "replicasets",
          "daemonsets",
          "statefulsets",
          "poddisruptionbudgets",
          "jobs",
          "cronjobs",
          "networkpolicies");

  private final Simulation simulation;
  private final MachineClock clock;
  private final ObjectStore store;
  private final ServiceAddresses addresses;

  Writing(
      Simulation simulation, MachineClock clock, ObjectStore store, ServiceAddresses addresses) {
    this.simulation = simulation;
    this.clock = clock;
    this.store = store;
    this.addresses = addresses;
  }

  /** An object as it is after the request, and whether the request made it. */
  record Written(ObjectNode object, boolean created) {}

  ObjectNode create(Target collection, ObjectNode object, User user) {
    Validation.checkPlace(collection, object);
    Resource resource = collection.resource();
    ObjectNode metadata = Json.in(object, "metadata");
    Target target = collection.object(name(resource, metadata));
    if (metadata.hasNonNull("resourceVersion")
        && !metadata.path("resourceVersion").asText().isEmpty()) {
      throw ApiFailure.of(500, "", "resourceVersion should not be set on objects to be created");
    }
    checkNamespace(target);
    object.put("kind", resource.kind()).put("apiVersion", resource.apiVersion());
    metadata.put("name", target.name());
    if (!target.namespace().isEmpty()) {
      metadata.put("namespace", target.namespace());
    }
    metadata.put("uid", uid());
    metadata.put("creationTimestamp", clock.now().truncatedTo(ChronoUnit.SECONDS).toString());
    metadata.remove("deletionTimestamp");
    if (WITH_GENERATION.contains(resource.plural())) {
      metadata.put("generation", 1);
    }
    if (resource.is("certificatesigningrequests")) {
      ObjectNode spec = Json.in(object, "spec");
      spec.put("username", user.name());
      user.groups().forEach(spec.putArray("groups")::add);
    }
    checkFree(target);
    Defaults.fill(resource, object);
    Defaults.begin(resource, object);
    Validation.check(target, object);
    addresses.assign(target, object);
    return store.create(target, object);
  }

  private void checkFree(Target target) {
    Optional<ObjectNode> known = store.raw(target.key()).map(store::parse);
    if (known.isPresent()) {
      throw known.get().path("metadata").has("deletionTimestamp")
          ? ApiFailure.beingDeleted(target.resource(), target.name())
          : ApiFailure.alreadyExists(target.resource(), target.name());
    }
  }

  /** Puts the object in the place of what is there; only its status for that subresource. */
  ObjectNode replace(Target target, ObjectNode after, String manager) {
    Validation.checkPlace(target, after);
    ObjectNode before = store.shared(target);
    return change(target, before, owned(target, before, after, manager));
  }

  Written patch(Target target, ApiRequest request, User user) {
    return switch (request.contentType().split(";")[0].strip()) {
      case "application/apply-patch+yaml" -> apply(target, request, user);
      case "application/json-patch+json" -> {
        ObjectNode before = store.shared(target);
        yield written(target, before, jsonPatch(target, request, before), request, user);
      }
      case "application/merge-patch+json" -> {
        ObjectNode before = store.shared(target);
        JsonNode after = Merging.mergePatch(before.deepCopy(), Json.object(request.body()));
        yield written(target, before, (ObjectNode) after, request, user);
      }
      case "application/strategic-merge-patch+json" -> {
        ObjectNode before = store.shared(target);
        ObjectNode after = before.deepCopy();
        Merging.strategic(after, Json.object(request.body()));
        yield written(target, before, after, request, user);
      }
      default ->
          throw ApiFailure.of(
              415,
              "UnsupportedMediaType",
              "the body of the request was in an unknown format - accepted media types include:"
                  + " application/json-patch+json, application/merge-patch+json,"
                  + " application/strategic-merge-patch+json, application/apply-patch+yaml");
    };
  }

  /** Makes the object of that content, where it is not of it already; {@code before} stays. */
  ObjectNode change(Target target, ObjectNode before, ObjectNode after) {
    Validation.checkChange(target, before, after);
    ObjectNode result = Json.object();
    if (OWN_STATUS.contains(target.subresource())) {
      result.setAll(before);
      // It gets another version.
      result.set("metadata", before.path("metadata").deepCopy());
      set(result, "status", after.path("status"));
    } else {
      after.properties().forEach(each -> result.set(each.getKey(), each.getValue()));
      set(result, "status", before.path("status"));
      result.set("metadata", metadata(before, after));
      result.put("kind", target.resource().kind());
      result.put("apiVersion", target.resource().apiVersion());
      Defaults.fill(target.resource(), result);
      addresses.keep(target, before, result);
      Validation.check(target, result);
      countGeneration(target, before, result);
    }
    if (result.equals(before)) {
      return before;
    }
    boolean finished =
        result.at("/metadata").has("deletionTimestamp")
            && before.at("/metadata/finalizers").size() > 0
            && result.at("/metadata/finalizers").isEmpty()
            && result.at("/metadata/deletionGracePeriodSeconds").asLong() == 0;
    if (finished) {
      store.delete(target, before);
      return result;
    }
    return store.update(target, before, result);
  }

  private Written written(
      Target target, ObjectNode before, ObjectNode after, ApiRequest request, User user) {
    ObjectNode owned = owned(target, before, after, Requests.manager(request, user));
    return new Written(change(target, before, owned), false);
  }

  /** Kept as the server has it, whatever a client says. */
  private ObjectNode owned(Target target, ObjectNode before, ObjectNode after, String manager) {
    if (!Ownership.isKept(before)) {
      Json.in(after, "metadata").remove("managedFields");
    } else if (OWN_STATUS.contains(target.subresource())) {
      Json.in(after, "metadata").set("managedFields", before.at("/metadata/managedFields"));
    } else {
      Ownership.update(target, before, after, manager, clock.now());
    }
    return after;
  }

  private Written apply(Target target, ApiRequest request, User user) {
    String manager = request.query().get("fieldManager");
    if (manager == null) {
      throw ApiFailure.badRequest(
          "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for"
              + " apply patch");
    }
    ObjectNode applied = Json.object(request.body());
    Validation.checkPlace(target, applied);
    Json.in(applied, "metadata").remove("managedFields");
    if (store.raw(target.key()).isEmpty()) {
      applied.withObject("/metadata").put("name", target.name());
      Ownership.begin(target, applied, manager, clock.now());
      Target collection = new Target(target.resource(), target.namespace(), "", "");
      return new Written(create(collection, applied, user), true);
    }
    ObjectNode before = store.shared(target);
    boolean force = "true".equals(request.query().get("force"));
    ObjectNode after = Ownership.apply(target, before, applied, manager, force, clock.now());
    return new Written(change(target, before, after), false);
  }

  private static ObjectNode jsonPatch(Target target, ApiRequest request, ObjectNode before) {
    JsonNode patched = before.deepCopy();
    try {
      for (JsonNode operation : Json.body(request.body())) {
        if (operation.path("op").asText().equals("remove")
            && patched.at(operation.path("path").asText()).isMissingNode()) {
          throw unprocessable(
              target, "Unable to remove nonexistent key: " + operation.path("path"));
        }
        patched = JsonPatch.apply(Json.array().add(operation), patched);
      }
      return (ObjectNode) patched;
    } catch (JsonPatchException e) {
      throw unprocessable(target, String.valueOf(e.getMessage()));
    }
  }

  private static ApiFailure unprocessable(Target target, String why) {
    return ApiFailure.of(
            422,
            "Invalid",
            "the server rejected our request due to an error in our request: " + why)
        .about(target.resource(), target.name());
  }

  private static ObjectNode metadata(ObjectNode before, ObjectNode after) {
    ObjectNode known = (ObjectNode) before.path("metadata");
    ObjectNode metadata = Json.in(after, "metadata").deepCopy();
    for (String fixed :
        new String[] {
          "name",
          "namespace",
          "uid",
          "creationTimestamp",
          "generateName",
          "generation",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "resourceVersion"
        }) {
      set(metadata, fixed, known.path(fixed));
    }
    return metadata;
  }

  private static void countGeneration(Target target, ObjectNode before, ObjectNode result) {
    if (WITH_GENERATION.contains(target.resource().plural())
        && !before.path("spec").equals(result.path("spec"))) {
      ((ObjectNode) result.path("metadata"))
          .put("generation", before.at("/metadata/generation").asLong() + 1);
    }
  }

  private static void set(ObjectNode object, String field, JsonNode value) {
    if (value.isMissingNode()) {
      object.remove(field);
    } else {
      object.set(field, value);
    }
  }

  private void checkNamespace(Target target) {
    if (!target.resource().namespaced()) {
      return;
    }
    Resource namespaces = Resources.named("namespaces");
    String name = target.namespace();
    ObjectNode namespace =
        store
            .raw(namespaces.key("", name))
            .map(store::parse)
            .orElseThrow(() -> ApiFailure.notFound(namespaces, name));
    if (namespace.path("metadata").has("deletionTimestamp")) {
      throw ApiFailure.forbidden(
              target.resource(),
              target.name(),
              "unable to create new content in namespace %s because it is being terminated"
                  .formatted(name))
          .because("NamespaceTerminating", "namespace %s is being terminated".formatted(name), 0);
    }
  }

  private String name(Resource resource, ObjectNode metadata) {
    String name = metadata.path("name").asText("");
    String prefix = metadata.path("generateName").asText("");
    if (!name.isEmpty()) {
      return name;
    }
    if (prefix.isEmpty()) {
      throw ApiFailure.invalid(
          resource, "", "metadata.name: Required value: name or generateName is required");
    }
    StringBuilder generated = new StringBuilder(prefix);
    for (int i = 0; i < 5; i++) {
      generated.append(LETTERS.charAt(simulation.chance().below(LETTERS.length())));
    }
    return generated.toString();
  }

  private String uid() {
    ByteBuffer random = ByteBuffer.wrap(simulation.chance().bytes(16));
    long high = random.getLong() & 0xffffffffffff0fffL | 0x4000L;
    long low = random.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
