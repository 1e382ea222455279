package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What API servers themselves see to being there. */
final class SystemObjects {

  private static final List<String> NAMESPACES =
      List.of("default", "kube-system", "kube-public", "kube-node-lease");
  static final User SELF = new User("system:apiserver", List.of("system:masters"));

  private final ObjectStore store;
  private final Writing writing;
  private final String subnet;

  SystemObjects(ObjectStore store, Writing writing, String subnet) {
    this.store = store;
    this.writing = writing;
    this.subnet = subnet;
  }

  void make() {
    NAMESPACES.forEach(name -> make("namespaces", "", named(name)));
    make("services", "default", kubernetes());
    make("clusterroles", "", role("cluster-admin", "*", "*", "*"));
    make("clusterrolebindings", "", binding("cluster-admin", "system:masters"));
    ObjectNode bootstrapper =
        role(
            "system:node-bootstrapper",
            "certificates.k8s.io",
            "certificatesigningrequests",
            "create,get,list,watch");
    make("clusterroles", "", bootstrapper);
    make("clusterroles", "", nodeClient("nodeclient"));
    make("clusterroles", "", nodeClient("selfnodeclient"));
    make(
        "clusterroles",
        "",
        role(
            "system:node-proxier",
            ",discovery.k8s.io",
            "nodes,services,endpoints,endpointslices",
            "get,list,watch"));
    for (String name : List.of("admin", "edit", "view")) {
      make("clusterroles", "", role(name, "", "configmaps", name.equals("view") ? "get" : "*"));
    }
  }

  private void make(String plural, String namespace, ObjectNode object) {
    Target collection = new Target(Resources.named(plural), namespace, "", "");
    Target target = collection.object(object.at("/metadata/name").asText());
    if (store.raw(target.key()).isEmpty()) {
      writing.create(collection, object, SELF);
    }
  }

  private static ObjectNode named(String name) {
    ObjectNode object = Json.object();
    object.putObject("metadata").put("name", name);
    return object;
  }

  private ObjectNode kubernetes() {
    ObjectNode service = named("kubernetes");
    ObjectNode labels = Json.in(Json.in(service, "metadata"), "labels");
    labels.put("component", "apiserver").put("provider", "kubernetes");
    ObjectNode spec = service.putObject("spec");
    spec.put("clusterIP", subnet.substring(0, subnet.lastIndexOf('.')) + ".1");
    spec.putArray("ports")
        .addObject()
        .put("name", "https")
        .put("port", 443)
        .put("targetPort", 6443);
    return service;
  }

  private static ObjectNode nodeClient(String kind) {
    return role(
        "system:certificates.k8s.io:certificatesigningrequests:" + kind,
        "certificates.k8s.io",
        "certificatesigningrequests/" + kind,
        "create");
  }

  private static ObjectNode role(String name, String groups, String resources, String verbs) {
    ObjectNode role = named(name);
    ObjectNode rule = role.putArray("rules").addObject();
    List.of(groups.split(",")).forEach(rule.putArray("apiGroups")::add);
    List.of(resources.split(",")).forEach(rule.putArray("resources")::add);
    List.of(verbs.split(",")).forEach(rule.putArray("verbs")::add);
    if (name.equals("cluster-admin")) {
      ObjectNode paths = role.withArray("/rules").addObject();
      paths.putArray("nonResourceURLs").add("*");
      paths.putArray("verbs").add("*");
    }
    return role;
  }

  private static ObjectNode binding(String role, String group) {
    ObjectNode binding = named(role);
    binding
        .putObject("roleRef")
        .put("apiGroup", "rbac.authorization.k8s.io")
        .put("kind", "ClusterRole")
        .put("name", role);
    binding
        .putArray("subjects")
        .addObject()
        .put("apiGroup", "rbac.authorization.k8s.io")
        .put("kind", "Group")
        .put("name", group);
    return binding;
  }
}
