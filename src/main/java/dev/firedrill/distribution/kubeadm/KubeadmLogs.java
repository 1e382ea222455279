package dev.firedrill.distribution.kubeadm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import java.util.function.BiConsumer;

/** The kubelet's journal and each container of kube-system. */
final class KubeadmLogs {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JOURNAL_LINES = "3000";
  private static final String CONTAINER_LINES = "1000";

  private KubeadmLogs() {}

  static void read(NodeShell node, BiConsumer<String, String> keep) {
    journal(node, keep);
    containers(node, keep);
  }

  private static void journal(NodeShell shell, BiConsumer<String, String> keep) {
    keep.accept(
        "kubelet", output(shell, "journalctl", "-u", "kubelet", "--no-pager", "-n", JOURNAL_LINES));
  }

  private static void containers(NodeShell shell, BiConsumer<String, String> keep) {
    String listed = output(shell, "crictl", "ps", "-a", "-o", "json");
    for (JsonNode container : parse(listed).path("containers")) {
      String namespace = container.path("labels").path("io.kubernetes.pod.namespace").asText();
      if (namespace.equals("kube-system")) {
        JsonNode metadata = container.path("metadata");
        keep.accept(
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
}
