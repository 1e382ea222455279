package dev.firedrill.distribution.kubeadm;

import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import java.nio.charset.StandardCharsets;

/** What a command prints where the whole of it is a secret: a file takes it, no record does. */
final class Secret {

  private static final String FILE = "/run/firedrill-secret";

  private Secret() {}

  static String printedBy(NodeShell shell, Command command) {
    Shells.run(
        shell,
        Command.of("sh", "-c", "umask 077; " + String.join(" ", command.argv()) + " > " + FILE)
            .within(command.timeout()));
    try {
      return new String(shell.read(FILE), StandardCharsets.UTF_8).strip();
    } finally {
      shell.run(Shells.remove(FILE));
    }
  }
}
