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
 * @param folder where etcd has its objects
 * @param bucket the part of etcd's keys whose changes etcd is asked for
 */
record Resource(
    String group,
    String version,
    String plural,
    String kind,
    boolean namespaced,
    String prefix,
    String folder,
    String bucket) {

  Resource(
      String group, String version, String plural, String kind, boolean namespaced, String prefix) {
    this(
        group,
        version,
        plural,
        kind,
        namespaced,
        prefix,
        "/registry/" + prefix + "/",
        "/registry/" + prefix.split("/")[0] + "/");
  }

  /** By the plural, which tells kinds apart: asked for with every request. */
  @Override
  public int hashCode() {
    return plural.hashCode();
  }

  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** As messages name it: {@code deployments.apps}. */
  String qualified() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  String folder(String namespace) {
    return namespace.isEmpty() ? folder : folder + namespace + "/";
  }

  String key(String namespace, String name) {
    return folder(namespace) + name;
  }

  boolean is(String otherPlural) {
    return plural.equals(otherPlural);
  }
}
