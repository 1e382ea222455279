package dev.firedrill.fault;

import dev.firedrill.backup.BackupSet;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.NodeShell;
import java.util.function.Function;

/**
 * What a fault acts on and with.
 *
 * @param cluster the cluster
 * @param distribution how its distribution does each verb
 * @param shells the way to a machine; every command is recorded
 * @param seed where its choices come from: the same seed, the same choices, also after a resume
 * @param backups what was copied off the cluster
 */
public record FaultContext(
    Cluster cluster,
    Distribution distribution,
    Function<NodeName, NodeShell> shells,
    Seed seed,
    BackupSet backups) {

  /** The cluster's machines. */
  public Topology topology() {
    return cluster.topology();
  }

  /** The way to a machine; every command is recorded. */
  public NodeShell shell(NodeName node) {
    return shells.apply(node);
  }

  /**
   * What the backend can do to machines.
   *
   * @throws FaultImpossible where it cannot do that
   */
  public <T> T capability(Class<T> kind) {
    return cluster.capability(kind).orElseThrow(() -> new FaultImpossible(kind));
  }
}
