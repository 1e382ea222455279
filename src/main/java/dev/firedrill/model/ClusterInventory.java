package dev.firedrill.model;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that is there already and that Firedrill did not make, as its operator wrote it down.
 *
 * @param distribution what it was made by
 * @param topology its machines; its control-plane endpoint is empty where nobody wrote it down
 * @param ways how each machine is reached
 * @param key the private key that logs in everywhere
 * @param knownHosts the machines' host keys, in OpenSSH's form
 * @param releaseFolder where releases lie on this machine, or null where there are none
 */
public record ClusterInventory(
    String distribution,
    Topology topology,
    Map<NodeName, SshAccess> ways,
    Path key,
    Path knownHosts,
    @Nullable Path releaseFolder) {

  /** Copies the map. */
  public ClusterInventory {
    ways = Map.copyOf(ways);
  }

  /** Where releases lie on this machine. */
  public Optional<Path> releases() {
    return Optional.ofNullable(releaseFolder);
  }

  /** The same cluster, its API reached there: host and port. */
  public ClusterInventory reachedAt(String endpoint) {
    Topology at =
        new Topology(
            topology.name(),
            topology.imageRepository(),
            topology.subnet(),
            topology.podSubnet(),
            topology.serviceSubnet(),
            endpoint,
            topology.loadBalancer(),
            topology.machines());
    return new ClusterInventory(distribution, at, ways, key, knownHosts, releaseFolder);
  }
}
