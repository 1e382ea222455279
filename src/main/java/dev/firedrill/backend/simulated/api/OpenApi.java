package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * As much of the OpenAPI v3 documents as kubectl needs before it applies: that patches of each kind
 * take {@code fieldValidation}. There are no schemas, so that {@code kubectl explain} has nothing
 * to say, and unknown fields are kept.
 */
final class OpenApi {

  private static final String ROOT = "/openapi/v3";

  private OpenApi() {}

  /** Nothing where the path is none of these documents. */
  static Optional<ObjectNode> answer(String path) {
    if (path.equals(ROOT)) {
      return Optional.of(index());
    }
    return path.startsWith(ROOT + "/") ? document(path.substring(ROOT.length())) : Optional.empty();
  }

  private static ObjectNode index() {
    ObjectNode index = Json.object();
    ObjectNode paths = index.putObject("paths");
    for (String groupVersion : Discovery.groupVersions()) {
      String path = path(groupVersion);
      paths.putObject(path.substring(1)).put("serverRelativeURL", ROOT + path);
    }
    return index;
  }

  private static Optional<ObjectNode> document(String path) {
    ObjectNode document = Json.object();
    document.put("openapi", "3.0.0").putObject("info").put("title", "Kubernetes");
    ObjectNode paths = document.putObject("paths");
    for (Resource resource : Resources.all()) {
      if (path(resource.apiVersion()).equals(path)) {
        String object =
            path
                + (resource.namespaced() ? "/namespaces/{namespace}/" : "/")
                + resource.plural()
                + "/{name}";
        paths.putObject(object).set("patch", patch(resource));
      }
    }
    return paths.isEmpty() ? Optional.empty() : Optional.of(document);
  }

  private static ObjectNode patch(Resource resource) {
    ObjectNode patch = Json.object();
    patch
        .putArray("parameters")
        .addObject()
        .put("name", "fieldValidation")
        .put("in", "query")
        .putObject("schema")
        .put("type", "string");
    patch
        .putObject("x-kubernetes-group-version-kind")
        .put("group", resource.group())
        .put("version", resource.version())
        .put("kind", resource.kind());
    return patch;
  }

  private static String path(String groupVersion) {
    return (groupVersion.contains("/") ? "/apis/" : "/api/") + groupVersion;
  }
}
