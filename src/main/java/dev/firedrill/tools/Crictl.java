package dev.firedrill.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Command lines of crictl, and what they print as JSON. */
public final class Crictl {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Crictl() {}

  /** Lists the running containers of that name, newest first, as JSON. */
  public static Command running(String container) {
    return Command.of(
        "crictl", "ps", "--state", "Running", "--name", "^" + container + "$", "--output", "json");
  }

  /** Runs a program inside a container. */
  public static Command exec(String containerId, Duration limit, String... argv) {
    List<String> line = new ArrayList<>(List.of("crictl", "exec", "--timeout"));
    line.add(Long.toString(limit.toSeconds()));
    line.add(containerId);
    line.addAll(List.of(argv));
    return Command.of(line).within(limit.plusSeconds(5));
  }

  /** Stops a container, killing it where it has not ended after that time. */
  public static Command stop(String containerId, Duration grace) {
    return Command.of("crictl", "stop", "--timeout", Long.toString(grace.toSeconds()), containerId);
  }

  /** The names of the pods of the system that are there, as the API would show them. */
  public static List<String> readyPods(NodeShell shell) {
    String json =
        Shells.run(
            shell,
            Command.of(
                "crictl",
                "pods",
                "--state",
                "Ready",
                "--namespace",
                "^kube-system$",
                "--output",
                "json"));
    return items(shell.node(), json, "items")
        .map(pod -> pod.path("metadata").path("name").asText())
        .toList();
  }

  /** An image that the node has, by the last part of its name. */
  public static Optional<String> imageNamed(NodeShell shell, String name) {
    String json = Shells.run(shell, Command.of("crictl", "images", "--output", "json"));
    return items(shell.node(), json, "images")
        .flatMap(image -> StreamSupport.stream(image.path("repoTags").spliterator(), false))
        .map(JsonNode::asText)
        .filter(tag -> tag.contains("/" + name + ":"))
        .findFirst();
  }

  /** Stops a container without giving it time to end. */
  public static Command stopAtOnce(String containerId) {
    return Command.of("crictl", "stop", "--timeout", "0", containerId);
  }

  /** The id of the running container of that name, where there is one. */
  public static Optional<String> containerId(NodeShell shell, String container) {
    String json = Shells.run(shell, running(container));
    return containers(shell.node(), json).map(found -> found.path("id").asText()).findFirst();
  }

  /** When the newest running container of that name was made, where there is one. */
  public static Optional<Instant> startOf(NodeShell shell, String container) {
    return containers(shell.node(), Shells.run(shell, running(container)))
        .map(found -> Instant.EPOCH.plusNanos(found.path("createdAt").asLong()))
        .findFirst();
  }

  private static Stream<JsonNode> containers(NodeName node, String json) {
    return items(node, json, "containers");
  }

  private static Stream<JsonNode> items(NodeName node, String json, String key) {
    try {
      return StreamSupport.stream(JSON.readTree(json).path(key).spliterator(), false);
    } catch (JsonProcessingException e) {
      throw Unexpected.on(
          node, "crictl", "JSON", e.getOriginalMessage(), "see whether its container runtime runs");
    }
  }
}
