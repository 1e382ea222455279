package dev.firedrill.backend.simulated.api;

/**
 * A kind of object that the API serves.
 *
 * @param group its API group, empty for the core
 * @param version its API version
 * @param plural as it is in paths
 * @param kind as it is in objects
 * @param namespaced whether its objects are in namespaces
 * @param prefix where etcd has its objects, after {@code /registry/}
 */
record Resource(
    String group, String version, String plural, String kind, boolean namespaced, String prefix) {

  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** As messages name it: {@code deployments.apps}. */
  String qualified() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  String folder() {
    return "/registry/" + prefix + "/";
  }

  String folder(String namespace) {
    return namespace.isEmpty() ? folder() : folder() + namespace + "/";
  }

  String key(String namespace, String name) {
    return folder(namespace) + name;
  }

  boolean is(String otherPlural) {
    return plural.equals(otherPlural);
  }
}
