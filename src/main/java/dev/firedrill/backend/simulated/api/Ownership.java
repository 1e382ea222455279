package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who wants which field of an object ("Server-Side Apply"). Kept from the first apply on: fields
 * that were there before belong to {@code before-first-apply}, as the API has it for objects
 * without {@code managedFields}.
 */
final class Ownership {

  private static final String FIELDS = "managedFields";
  private static final String APPLY = "Apply";
  private static final String UPDATE = "Update";

  /** Whose, and by which kind of request. */
  private record Owner(String manager, String operation) {}

  private record Owned(FieldSet fields, String time) {}

  private final Map<Owner, Owned> owners = new LinkedHashMap<>();
  private final String apiVersion;
  private final String now;

  private Ownership(ObjectNode object, String apiVersion, Instant now) {
    this.apiVersion = apiVersion;
    this.now = now.truncatedTo(ChronoUnit.SECONDS).toString();
    for (JsonNode entry : object.path("metadata").path(FIELDS)) {
      owners.put(
          new Owner(entry.path("manager").asText(), entry.path("operation").asText()),
          new Owned(FieldSet.read(entry.path("fieldsV1")), entry.path("time").asText()));
    }
  }

  /** True where somebody has applied the object before. */
  static boolean isKept(ObjectNode object) {
    return object.path("metadata").has(FIELDS);
  }

  /** Marks an object that an apply has made. */
  static void begin(Target target, ObjectNode object, String manager, Instant now) {
    Ownership ownership = new Ownership(object, target.resource().apiVersion(), now);
    ownership.put(new Owner(manager, APPLY), FieldSet.of(object));
    ownership.write(object);
  }

  /**
   * The object with what is applied, and without what its manager wanted before and no longer does.
   *
   * @param force whether fields are taken from others, which is a conflict otherwise
   */
  static ObjectNode apply(
      Target target,
      ObjectNode before,
      ObjectNode applied,
      String manager,
      boolean force,
      Instant now) {
    Ownership ownership = new Ownership(before, target.resource().apiVersion(), now);
    if (ownership.owners.isEmpty()) {
      ownership.put(new Owner("before-first-apply", UPDATE), FieldSet.of(before));
    }
    Owner applier = new Owner(manager, APPLY);
    FieldSet wanted = FieldSet.of(applied);
    Map<Owner, Set<List<String>>> taken = ownership.taken(applier, wanted, before, applied);
    if (!taken.isEmpty() && !force) {
      throw ownership.conflict(target, taken);
    }
    taken.forEach((owner, paths) -> ownership.lose(owner, paths));
    ObjectNode after = before.deepCopy();
    Merging.strategic(after, applied);
    ownership.wantedNoLonger(applier, wanted).forEach(path -> FieldSet.remove(after, path));
    ownership.put(applier, wanted);
    ownership.write(after);
    return after;
  }

  /** What somebody changed without applying it is his from now on. */
  static void update(
      Target target, ObjectNode before, ObjectNode after, String manager, Instant now) {
    Ownership ownership = new Ownership(before, target.resource().apiVersion(), now);
    FieldSet there = FieldSet.of(after);
    Set<List<String>> changed =
        new LinkedHashSet<>(FieldSet.of(before).with(there.paths()).paths());
    changed.removeIf(path -> FieldSet.at(before, path).equals(FieldSet.at(after, path)));
    if (!changed.isEmpty()) {
      List.copyOf(ownership.owners.keySet()).forEach(owner -> ownership.lose(owner, changed));
      changed.removeIf(path -> !there.has(path));
      Owner updater = new Owner(manager, UPDATE);
      Owned known = ownership.owners.get(updater);
      FieldSet all = known == null ? new FieldSet(Set.of()) : known.fields();
      ownership.put(updater, all.with(changed));
    }
    ownership.write(after);
  }

  /** The fields of others that would get another value. */
  private Map<Owner, Set<List<String>>> taken(
      Owner applier, FieldSet wanted, ObjectNode before, ObjectNode applied) {
    Map<Owner, Set<List<String>>> taken = new LinkedHashMap<>();
    for (Map.Entry<Owner, Owned> each : owners.entrySet()) {
      if (!each.getKey().equals(applier)) {
        Set<List<String>> paths = new LinkedHashSet<>(each.getValue().fields().paths());
        paths.removeIf(
            path ->
                !wanted.has(path)
                    || path.get(path.size() - 1).equals(".")
                    || FieldSet.at(before, path).equals(FieldSet.at(applied, path)));
        if (!paths.isEmpty()) {
          taken.put(each.getKey(), paths);
        }
      }
    }
    return taken;
  }

  private List<List<String>> wantedNoLonger(Owner applier, FieldSet wanted) {
    Owned known = owners.get(applier);
    if (known == null) {
      return List.of();
    }
    List<List<String>> gone = new ArrayList<>(known.fields().without(wanted.paths()).paths());
    gone.removeIf(
        path ->
            owners.entrySet().stream()
                .anyMatch(
                    each -> !each.getKey().equals(applier) && each.getValue().fields().has(path)));
    return gone;
  }

  private void put(Owner owner, FieldSet fields) {
    Owned known = owners.get(owner);
    if (fields.isEmpty()) {
      owners.remove(owner);
    } else if (known == null || !known.fields().equals(fields)) {
      owners.put(owner, new Owned(fields, now));
    }
  }

  private void lose(Owner owner, Set<List<String>> paths) {
    Owned known = owners.get(owner);
    if (known != null) {
      put(owner, known.fields().without(paths));
    }
  }

  private void write(ObjectNode object) {
    ArrayNode entries = Json.in(object, "metadata").putArray(FIELDS);
    owners.forEach(
        (owner, owned) -> {
          ObjectNode entry = entries.addObject();
          entry.put("manager", owner.manager()).put("operation", owner.operation());
          entry.put("apiVersion", apiVersion).put("time", owned.time());
          entry.put("fieldsType", "FieldsV1").set("fieldsV1", owned.fields().written());
        });
  }

  private ApiFailure conflict(Target target, Map<Owner, Set<List<String>>> taken) {
    List<String> lines = new ArrayList<>();
    int count = 0;
    for (Map.Entry<Owner, Set<List<String>>> each : taken.entrySet()) {
      List<String> paths = each.getValue().stream().map(FieldSet::text).toList();
      count += paths.size();
      lines.add(
          paths.size() == 1
              ? "conflict with " + named(each.getKey()) + ": " + paths.get(0)
              : "conflicts with " + named(each.getKey()) + ":\n- " + String.join("\n- ", paths));
    }
    ApiFailure failure =
        ApiFailure.of(
                409,
                "Conflict",
                "Apply failed with %d conflict%s: %s"
                    .formatted(count, count == 1 ? "" : "s", String.join("\n", lines)))
            .about(target.resource(), target.name());
    taken.forEach(
        (owner, paths) ->
            failure.because("FieldManagerConflict", "conflict with " + named(owner), 0));
    return failure;
  }

  private String named(Owner owner) {
    String quoted = "\"" + owner.manager() + "\"";
    return owner.operation().equals(UPDATE) ? quoted + " using " + apiVersion : quoted;
  }
}
