package dev.firedrill.distribution.kubeadm;

import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** What a command prints where the whole of it is a secret: a file takes it, no record does. */
final class Secret {

  private static final String FILE = "/run/firedrill-secret";

  /** The command comes as arguments: the shell looks into none of them. */
  private static final String INTO_FILE = "umask 077; \"$@\" > " + FILE;

  private Secret() {}

  static String printedBy(NodeShell shell, Command command) {
    List<String> argv =
        Stream.concat(Stream.of("sh", "-c", INTO_FILE, "sh"), command.argv().stream()).toList();
    Command kept = new Command(argv, command.stdin(), command.timeout(), command.secrets());
    return Shells.removedAfter(
        shell,
        FILE,
        () -> {
          Shells.run(shell, kept);
          return new String(shell.read(FILE), StandardCharsets.UTF_8).strip();
        });
  }
}
