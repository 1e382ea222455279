package dev.firedrill.tools;

import dev.firedrill.ports.Command;

/** Command lines of kubectl. */
public final class Kubectl {

  private Kubectl() {}

  /** Asks the API, by that kubeconfig and verified both ways, whether it is ready. */
  public static Command ready(String kubeconfig) {
    return Command.of(
        "kubectl",
        "--kubeconfig",
        kubeconfig,
        "--request-timeout",
        "5s",
        "get",
        "--raw",
        "/readyz");
  }
}
