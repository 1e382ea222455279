package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Refuses objects and changes of objects that Kubernetes refuses, as far as anybody here tries. */
final class Validation {

  private static final String SUBDOMAIN =
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
  private static final Pattern NAME = Pattern.compile(SUBDOMAIN);
  private static final Set<String> SELECTING = Set.of("deployments", "replicasets", "daemonsets");

  private Validation() {}

  /** The object is of the kind, and belongs where, the path says. */
  static void checkPlace(Target target, ObjectNode object) {
    Resource resource = target.resource();
    String version = object.path("apiVersion").asText(resource.apiVersion());
    String kind = object.path("kind").asText(resource.kind());
    if (!version.equals(resource.apiVersion()) || !kind.equals(resource.kind())) {
      throw ApiFailure.badRequest(
          "%s in version \"%s\" cannot be handled as a %s in version \"%s\""
              .formatted(kind, version, resource.kind(), resource.apiVersion()));
    }
    JsonNode metadata = object.path("metadata");
    String namespace = metadata.path("namespace").asText(target.namespace());
    if (!namespace.equals(target.namespace())) {
      throw ApiFailure.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    String name = metadata.path("name").asText(target.name());
    if (!target.name().isEmpty() && !name.equals(target.name())) {
      throw ApiFailure.badRequest(
          "the name of the object (%s) does not match the name on the URL (%s)"
              .formatted(name, target.name()));
    }
  }

  static void check(Target target, ObjectNode object) {
    Resource resource = target.resource();
    String name = target.name();
    if (!resource.group().startsWith("rbac") && !NAME.matcher(name).matches()) {
      throw ApiFailure.invalid(
          resource,
          name,
          "metadata.name: Invalid value: \"%s\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '%s')"
              .formatted(name, SUBDOMAIN));
    }
    if (resource.is("pods") && object.at("/spec/containers").isEmpty()) {
      throw ApiFailure.invalid(resource, name, "spec.containers: Required value");
    }
    if (SELECTING.contains(resource.plural())) {
      JsonNode labels = object.at("/spec/template/metadata/labels");
      if (object.at("/spec/selector").isEmpty()) {
        throw ApiFailure.invalid(resource, name, "spec.selector: Required value");
      }
      if (!Selectors.selects(object.at("/spec/selector"), labels)) {
        throw ApiFailure.invalid(
            resource,
            name,
            "spec.template.metadata.labels: Invalid value: %s: `selector` does not match template `labels`"
                .formatted(labels));
      }
    }
  }

  static void checkChange(Target target, ObjectNode before, ObjectNode after) {
    Resource resource = target.resource();
    String name = target.name();
    JsonNode uid = after.at("/metadata/uid");
    if (!uid.isMissingNode() && !uid.equals(before.at("/metadata/uid"))) {
      throw ApiFailure.conflict(
          resource,
          name,
          "Precondition failed: UID in precondition: %s, UID in object meta: %s"
              .formatted(uid.asText(), before.at("/metadata/uid").asText()));
    }
    String version = after.at("/metadata/resourceVersion").asText("");
    if (version.isEmpty() && Set.of("leases", "poddisruptionbudgets").contains(resource.plural())) {
      throw ApiFailure.invalid(
          resource,
          name,
          "metadata.resourceVersion: Invalid value: 0x0: must be specified for an update");
    }
    if (!version.isEmpty() && !version.equals(before.at("/metadata/resourceVersion").asText())) {
      throw ApiFailure.modified(resource, name);
    }
    if (SELECTING.contains(resource.plural())
        && !Objects.equals(before.at("/spec/selector"), after.at("/spec/selector"))) {
      throw ApiFailure.invalid(
          resource,
          name,
          "spec.selector: Invalid value: %s: field is immutable"
              .formatted(after.at("/spec/selector")));
    }
    if (resource.is("pods")
        && !before.at("/spec/nodeName").asText("").equals(after.at("/spec/nodeName").asText(""))) {
      throw ApiFailure.invalid(
          resource,
          name,
          "spec: Forbidden: pod updates may not change fields other than"
              + " `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations`"
              + " (only additions to existing tolerations),`spec.terminationGracePeriodSeconds`"
              + " (allow it to be set to 1 if it was previously negative)");
    }
  }
}
