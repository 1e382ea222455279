package dev.firedrill.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;

/** Command lines that several groups of cases use, and reading what they print. */
final class Shell {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Shell() {}

  static Command test(String path) {
    return Command.of("test", "-e", path);
  }

  /** Asks by kubectl with that kubeconfig for a ConfigMap, of which the name is printed. */
  static Command configMapName(String kubeconfig, String namespace, String name) {
    return Command.of(
        "kubectl",
        "--kubeconfig",
        kubeconfig,
        "--namespace",
        namespace,
        "get",
        "configmap",
        name,
        "--output",
        "name");
  }

  static JsonNode json(CommandResult result) {
    try {
      return JSON.readTree(result.stdout());
    } catch (JsonProcessingException e) {
      throw new AssertionError("expected JSON, got: " + result.stdout() + result.stderr(), e);
    }
  }
}
