package dev.firedrill.tools;

import dev.firedrill.model.Version;
import dev.firedrill.ports.Command;
import java.time.Duration;

/**
 * Command lines of kubeadm 1.29 and later; see "kubeadm" under Setup tools of the Kubernetes
 * reference.
 */
public final class Kubeadm {

  private static final Duration LONG = Duration.ofMinutes(10);

  private Kubeadm() {}

  /**
   * Initialises the first control plane, its certificates uploaded for the others; prints neither
   * the token nor the certificate key.
   */
  public static Command init(String configuration) {
    return Command.of(
            "kubeadm",
            "init",
            "--config",
            configuration,
            "--upload-certs",
            "--skip-token-print",
            "--skip-certificate-key-print")
        .within(LONG);
  }

  /** Joins a machine as the configuration says. */
  public static Command join(String configuration) {
    return Command.of("kubeadm", "join", "--config", configuration).within(LONG);
  }

  /** Takes back what init or join did on this machine. */
  public static Command reset() {
    return Command.of("kubeadm", "reset", "--force").within(Duration.ofMinutes(3));
  }

  /**
   * Takes back what init did on this machine but for etcd's data and membership, and for the folder
   * of certificates.
   *
   * @param nowhere a folder that is emptied instead of that one; none that is there
   */
  public static Command resetKeepingState(String nowhere) {
    return Command.of(
            "kubeadm",
            "reset",
            "--force",
            "--skip-phases",
            "remove-etcd-member",
            "--cert-dir",
            nowhere)
        .within(Duration.ofMinutes(3));
  }

  /** Makes a bootstrap token that is good for a quarter of an hour, and prints it. */
  public static Command tokenCreate() {
    return Command.of("kubeadm", "token", "create", "--ttl", "15m");
  }

  /** Makes a key for uploaded certificates, and prints it. */
  public static Command certificateKey() {
    return Command.of("kubeadm", "certs", "certificate-key");
  }

  /** Uploads the control plane's certificates again, encrypted with a key from the file. */
  public static Command uploadCertificates(String configuration) {
    return Command.of(
        "kubeadm",
        "init",
        "phase",
        "upload-certs",
        "--upload-certs",
        "--skip-certificate-key-print",
        "--config",
        configuration);
  }

  /** Says what an upgrade to that version would do, and whether it may. */
  public static Command upgradePlan(Version to) {
    return Command.of("kubeadm", "upgrade", "plan", to.toString()).within(LONG);
  }

  /** Upgrades the first control plane. */
  public static Command upgradeApply(Version to) {
    return Command.of("kubeadm", "upgrade", "apply", to.toString(), "--yes").within(LONG);
  }

  /** Upgrades another control plane, or a worker's kubelet configuration. */
  public static Command upgradeNode() {
    return Command.of("kubeadm", "upgrade", "node").within(LONG);
  }

  /** Prints the installed kubeadm's version. */
  public static Command version() {
    return Command.of("kubeadm", "version", "--output", "short");
  }

  /** Signs all certificates of a control plane anew, by the authorities on it. */
  public static Command renewCertificates() {
    return Command.of("kubeadm", "certs", "renew", "all").within(Duration.ofMinutes(3));
  }

  /** Prints a kubeconfig with a new client certificate of that name and group. */
  public static Command userKubeconfig(String name, String group, String configuration) {
    return Command.of(
        "kubeadm",
        "kubeconfig",
        "user",
        "--client-name",
        name,
        "--org",
        group,
        "--config",
        configuration);
  }
}
