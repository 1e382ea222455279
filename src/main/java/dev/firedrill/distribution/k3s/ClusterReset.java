package dev.firedrill.distribution.k3s;

import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import dev.firedrill.tools.Systemctl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code k3s server --cluster-reset} with a snapshot: a cluster of one member, whatever the server
 * was a member of. A unit of systemd runs it, so that it is seen, and ended, where the process that
 * began it was killed. k3s puts old data aside by itself, and refuses while it is told to join
 * others: it is given a configuration without them, in a file of its own.
 */
final class ClusterReset {

  private static final String UNIT = "firedrill-k3s-reset";
  private static final String CONFIG = K3sFiles.ETC + "/" + UNIT + ".yaml";
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private ClusterReset() {}

  /** Runs it to its end; one that goes on is ended first. */
  static void run(NodeShell server, String snapshot) {
    server.run(Systemctl.stop(UNIT));
    List<String> line =
        new ArrayList<>(
            List.of(
                "systemd-run",
                "--wait",
                "--pipe",
                "--collect",
                "--quiet",
                "--unit",
                UNIT,
                "--property",
                "RuntimeMaxSec=" + LIMIT.toSeconds(),
                K3sService.PROGRAM,
                "server"));
    if (Shells.exists(server, K3sFiles.CONFIG)) {
      String configuration = new String(server.read(K3sFiles.CONFIG), StandardCharsets.UTF_8);
      byte[] alone = K3sConfiguration.alone(configuration).getBytes(StandardCharsets.UTF_8);
      server.write(CONFIG, alone, "0600");
      line.addAll(List.of("--config", CONFIG));
    } else {
      // A new machine: k3s makes another token where it is not told this one, whatever file it
      // finds.
      K3sBootstrap.keepToken(server);
      line.addAll(List.of("--token-file", K3sFiles.JOIN_TOKEN));
    }
    line.addAll(List.of("--cluster-reset", "--cluster-reset-restore-path", snapshot));
    Shells.run(server, Command.of(line).within(LIMIT.plusSeconds(10)));
    Shells.run(server, Shells.remove(CONFIG));
  }

  /** True where one goes on. */
  static boolean goesOn(NodeShell server) {
    return K3sService.isBusy(server, UNIT);
  }
}
