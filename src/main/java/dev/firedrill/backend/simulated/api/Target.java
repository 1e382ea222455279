package dev.firedrill.backend.simulated.api;

import java.util.Optional;

/**
 * What a path names.
 *
 * @param resource the kind
 * @param namespace empty for all of them, or where the kind has none
 * @param name empty for a collection
 * @param subresource empty for the object itself
 */
record Target(Resource resource, String namespace, String name, String subresource) {

  /** Nothing where the path names no kind that is served. */
  static Optional<Target> parse(String path) {
    String[] parts = path.substring(1).split("/");
    int at = parts[0].equals("api") ? 2 : 3;
    if (parts.length <= at || !(parts[0].equals("api") || parts[0].equals("apis"))) {
      return Optional.empty();
    }
    String group = parts[0].equals("api") ? "" : parts[1];
    String version = parts[at - 1];
    boolean inNamespace =
        parts[at].equals("namespaces") && parts.length > at + 2 && !isPart(parts[at + 2]);
    String namespace = inNamespace ? parts[at + 1] : "";
    int first = inNamespace ? at + 2 : at;
    String name = parts.length > first + 1 ? parts[first + 1] : "";
    String subresource = parts.length > first + 2 ? parts[first + 2] : "";
    return Resources.find(group, version, parts[first])
        .filter(resource -> resource.namespaced() || !inNamespace)
        .map(resource -> new Target(resource, namespace, name, subresource));
  }

  Target object(String itsName) {
    return new Target(resource, namespace, itsName, "");
  }

  String key() {
    return resource.key(namespace, name);
  }

  /** A part of a Namespace object, and not a kind within the namespace. */
  private static boolean isPart(String part) {
    return part.equals("status") || part.equals("finalize");
  }
}
