package dev.firedrill.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The end of every component's log, for whoever has to find out why a drill failed: kubelet's
 * journal and each container of kube-system, one file each below {@code logs/NODE}.
 */
final class ComponentLogs {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JOURNAL_LINES = "3000";
  private static final String CONTAINER_LINES = "1000";

  private final Path folder;

  ComponentLogs(Path runFolder) {
    folder = runFolder.resolve("logs");
  }

  /** Collects what can be had; what cannot is said in a file, and is never an error. */
  void collect(Cluster cluster) {
    for (NodeName node : cluster.topology().nodes()) {
      try {
        journal(cluster.shell(node));
        containers(cluster.shell(node));
      } catch (RuntimeException e) {
        keep(node, "not-collected", String.valueOf(e.getMessage()));
      }
    }
  }

  private void journal(NodeShell shell) {
    keep(
        shell.node(),
        "kubelet",
        output(shell, "journalctl", "-u", "kubelet", "--no-pager", "-n", JOURNAL_LINES));
  }

  private void containers(NodeShell shell) {
    String listed = output(shell, "crictl", "ps", "-a", "-o", "json");
    for (JsonNode container : parse(listed).path("containers")) {
      String namespace = container.path("labels").path("io.kubernetes.pod.namespace").asText();
      if (namespace.equals("kube-system")) {
        JsonNode metadata = container.path("metadata");
        keep(
            shell.node(),
            metadata.path("name").asText() + "-" + metadata.path("attempt").asText("0"),
            output(
                shell, "crictl", "logs", "--tail", CONTAINER_LINES, container.path("id").asText()));
      }
    }
  }

  private static String output(NodeShell shell, String... argv) {
    CommandResult result = shell.run(Command.of(argv));
    return result.stdout() + result.stderr();
  }

  private static JsonNode parse(String listed) {
    try {
      return JSON.readTree(listed);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("crictl ps printed no JSON: " + listed.strip(), e);
    }
  }

  private void keep(NodeName node, String name, String text) {
    try {
      Path nodeFolder = Files.createDirectories(folder.resolve(node.value()));
      Files.writeString(nodeFolder.resolve(name + ".log"), text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the log of " + name + " on " + node, e);
    }
  }
}
