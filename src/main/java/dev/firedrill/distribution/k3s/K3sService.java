package dev.firedrill.distribution.k3s;

import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import dev.firedrill.tools.Systemctl;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The one process that k3s is on a machine: a unit of systemd, {@code k3s} for a server and {@code
 * k3s-agent} for an agent. It says itself when it is up, which is what starting it waits for.
 */
enum K3sService {
  SERVER("k3s"),
  AGENT("k3s-agent");

  /** A joining server waits for etcd to take it as a member, and for what it has to fetch. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** The program as its installer puts it. */
  static final String PROGRAM = "/usr/local/bin/k3s";

  private final String unit;

  K3sService(String unit) {
    this.unit = unit;
  }

  /** The service that was set up on the machine; nothing where none was. */
  static Optional<K3sService> on(NodeShell node) {
    for (K3sService service : values()) {
      if (node.run(Systemctl.isEnabled(service.unit)).succeeded()) {
        return Optional.of(service);
      }
    }
    return Optional.empty();
  }

  /** Has it start with the machine, and starts it. */
  void enable(NodeShell node) {
    Shells.run(node, Systemctl.enableNow(List.of(unit)).within(LIMIT));
  }

  /** The same, without waiting: one that has to join others may have to wait for them. */
  void enableAndLetStart(NodeShell node) {
    Shells.run(node, Systemctl.enable(unit).within(LIMIT));
    Shells.run(node, Systemctl.letStart(unit).within(LIMIT));
  }

  /** Has it not start any more, not with the machine either. */
  void disable(NodeShell node) {
    Shells.run(node, Systemctl.disable(unit).within(LIMIT));
  }

  void restart(NodeShell node) {
    Shells.run(node, Systemctl.restart(unit).within(LIMIT));
  }

  /** Without waiting: a server may need another that is started after it. */
  void letStart(NodeShell node) {
    Shells.run(node, Systemctl.letStart(unit).within(LIMIT));
  }

  /** Ends the process and leaves the pods of the machine running. */
  void stop(NodeShell node) {
    Shells.run(node, Systemctl.stop(unit).within(LIMIT));
  }

  /** Ends the process at once, as a crash would. */
  void kill(NodeShell node) {
    Shells.run(node, Systemctl.killMain(unit));
  }

  /** Its unit's name. */
  String unit() {
    return unit;
  }

  /** Prints the end of what it said; nothing where it never ran. */
  Command log() {
    return Command.of(
        "journalctl",
        "--unit",
        unit,
        "--lines",
        "20000",
        "--no-pager",
        "--quiet",
        "--output",
        "short-precise");
  }

  /** True where it is up, on its way to be, or about to be started again. */
  boolean isLeft(NodeShell node) {
    return isBusy(node, unit);
  }

  /** True unless systemd has nothing to do with the unit. */
  static boolean isBusy(NodeShell node, String unit) {
    String state = Shells.run(node, Systemctl.show("ActiveState", unit)).strip();
    return !state.equals("inactive") && !state.equals("failed");
  }

  /** The process, by its number; empty where none runs. */
  String process(NodeShell node) {
    CommandResult shown = node.run(Systemctl.show("MainPID", unit));
    String pid = shown.stdout().strip();
    return shown.succeeded() && !pid.equals("0") ? pid : "";
  }
}
