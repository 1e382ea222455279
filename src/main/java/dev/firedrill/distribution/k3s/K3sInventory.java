package dev.firedrill.distribution.k3s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.distribution.Inventory;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeRole;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Etcd;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What runs on a machine of k3s: one process that is every component, and etcd's own version. */
final class K3sInventory implements Inventory {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<Component> SERVER =
      List.of(
          Component.KUBE_APISERVER, Component.KUBE_CONTROLLER_MANAGER, Component.KUBE_SCHEDULER);

  private static final List<Component> NODE = List.of(Component.KUBE_PROXY, Component.KUBELET);

  @Override
  public Map<Component, String> runningVersions(NodeShell node, NodeRole role) {
    Map<Component, String> versions = new LinkedHashMap<>();
    boolean server = role == NodeRole.CONTROL_PLANE;
    String running = K3sProgram.running(node, server ? K3sService.SERVER : K3sService.AGENT);
    if (server) {
      SERVER.forEach(component -> versions.put(component, running));
      versions.put(Component.ETCD, etcd(node));
    }
    NODE.forEach(component -> versions.put(component, running));
    versions.put(
        Component.KUBECTL,
        K3sProgram.version(
            node.run(Command.of("kubectl", "version", "--client", "--output", "yaml"))));
    return versions;
  }

  @Override
  public Map<Component, Component> inside() {
    return Map.of(
        Component.KUBE_CONTROLLER_MANAGER, Component.KUBE_APISERVER,
        Component.KUBE_SCHEDULER, Component.KUBE_APISERVER,
        Component.KUBE_PROXY, Component.KUBELET);
  }

  @Override
  public List<String> programs() {
    return List.of("etcdctl", "etcdutl", "ctr");
  }

  @Override
  public void readLogs(NodeShell node, BiConsumer<String, String> keep) {
    for (K3sService service : K3sService.values()) {
      CommandResult log = node.run(service.log());
      if (log.succeeded() && !log.stdout().isBlank()) {
        keep.accept(service.unit(), log.stdout());
      }
    }
  }

  private static String etcd(NodeShell node) {
    CommandResult status = node.run(Command.of(Etcd.status(K3sEtcd.CREDENTIALS)));
    if (!status.succeeded()) {
      return "";
    }
    try {
      return JSON.readTree(status.stdout()).at("/0/Status/version").asText();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("etcdctl did not print JSON: " + status.stdout(), e);
    }
  }
}
