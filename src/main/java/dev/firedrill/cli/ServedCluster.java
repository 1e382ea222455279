package dev.firedrill.cli;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.wire.Entrance;
import dev.firedrill.backend.simulated.wire.Wire;
import dev.firedrill.drill.StopSignal;
import dev.firedrill.ports.TimeSource;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A simulated cluster that is kept: served on loopback until the process is told to stop, its time
 * in pace with the clock.
 */
final class ServedCluster implements Holding {

  private final Supplier<Optional<SimulatedCluster>> cluster;
  private final TimeSource clock;

  ServedCluster(Supplier<Optional<SimulatedCluster>> cluster, TimeSource clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  @Override
  public void keep(Path beside, Consumer<String> line, StopSignal stop) {
    Optional<SimulatedCluster> made = cluster.get();
    if (stop.requested() || made.isEmpty()) {
      return;
    }
    try (Wire wire = made.get().serve(clock);
        EntranceFiles files = EntranceFiles.write(beside, wire.entrance())) {
      tell(wire.entrance(), files, line);
      wire.keepPace(clock, stop::requested);
    } catch (IllegalStateException e) {
      line.accept("not held: " + e.getMessage());
    }
  }

  private static void tell(Entrance entrance, EntranceFiles files, Consumer<String> line) {
    line.accept("");
    line.accept("the simulated cluster is served on this machine until Ctrl-C or SIGTERM:");
    line.accept("  export KUBECONFIG=" + files.kubeconfig());
    line.accept("  kubectl get nodes");
    entrance
        .apiServers()
        .forEach((node, url) -> line.accept("    kube-apiserver of " + node + ": " + url));
    line.accept("  export " + files.etcdctl());
    line.accept("  export ETCDCTL_ENDPOINTS=" + String.join(",", entrance.etcdMembers().values()));
    line.accept("  etcdctl member list");
  }
}
