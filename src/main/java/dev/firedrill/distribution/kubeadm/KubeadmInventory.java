package dev.firedrill.distribution.kubeadm;

import dev.firedrill.distribution.Inventory;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeRole;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Crictl;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a kubeadm node runs. The version of a container's program is asked of the program in the
 * running container; the kubelet's of the file behind its running process.
 */
final class KubeadmInventory implements Inventory {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern VERSION = Pattern.compile("v?\\d+\\.\\d+\\.\\d+\\S*");

  private static final List<Component> CONTROL_PLANE =
      List.of(
          Component.KUBE_APISERVER, Component.KUBE_CONTROLLER_MANAGER, Component.KUBE_SCHEDULER);

  @Override
  public Map<Component, String> runningVersions(NodeShell node, NodeRole role) {
    Map<Component, String> versions = new LinkedHashMap<>();
    if (role == NodeRole.CONTROL_PLANE) {
      for (Component component : CONTROL_PLANE) {
        versions.put(component, inContainer(node, component));
      }
      versions.put(Component.ETCD, inContainer(node, Component.ETCD));
    }
    versions.put(Component.KUBE_PROXY, inContainer(node, Component.KUBE_PROXY));
    versions.put(Component.KUBELET, kubelet(node));
    versions.put(
        Component.KUBECTL,
        version(node.run(Command.of("kubectl", "version", "--client", "--output", "yaml"))));
    return versions;
  }

  /** Each has its own. */
  @Override
  public Map<Component, Component> inside() {
    return Map.of();
  }

  @Override
  public List<String> programs() {
    return List.of("kubeadm", "etcdctl", "etcdutl", "ctr", "crictl");
  }

  @Override
  public void readLogs(NodeShell node, BiConsumer<String, String> keep) {
    KubeadmLogs.read(node, keep);
  }

  private static String inContainer(NodeShell node, Component component) {
    Optional<String> container = Crictl.containerId(node, component.value());
    return container
        .map(id -> version(node.run(Crictl.exec(id, LIMIT, component.value(), "--version"))))
        .orElse("");
  }

  private static String kubelet(NodeShell node) {
    CommandResult process = node.run(Command.of("pidof", "-s", "kubelet"));
    if (!process.succeeded()) {
      return "";
    }
    String running = "/proc/" + process.stdout().strip() + "/exe";
    // The program decides by its name what it is where several share one file.
    return version(node.run(Command.of("bash", "-c", "exec -a kubelet \"$0\" --version", running)));
  }

  private static String version(CommandResult result) {
    Matcher matcher = VERSION.matcher(result.stdout());
    return result.succeeded() && matcher.find() ? matcher.group() : "";
  }
}
