package dev.firedrill.tools;

import dev.firedrill.ports.Command;

/** Command lines of kubectl. */
public final class Kubectl {

  private Kubectl() {}

  /**
   * Prints what an API server on this machine, which listens on loopback, answers to a GET of that
   * path; verified both ways, by the name that every API server of the cluster has.
   */
  public static Command raw(String kubeconfig, String server, String path) {
    return Command.of(
        "kubectl",
        "--kubeconfig",
        kubeconfig,
        "--server",
        server,
        "--tls-server-name",
        "kubernetes",
        "--request-timeout",
        "30s",
        "get",
        "--raw",
        path);
  }

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
