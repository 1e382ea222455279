package dev.firedrill.ports;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import java.util.Optional;

/** A cluster as an operation sees it, whatever it is made of. */
public interface Cluster {

  /** Its machines and addresses. */
  Topology topology();

  /** The way to one machine. */
  NodeShell shell(NodeName node);

  /** The Kubernetes API; usable once the first control plane is initialised. */
  KubernetesAccess kubernetes();

  /** The etcd members; usable once the first control plane is initialised. */
  EtcdAdmin etcd();

  /** Where releases come from. */
  ReleaseSource releases();

  /** The clock. */
  TimeSource time();

  /** What drives instruments where time is virtual; empty where threads and a real clock do. */
  default Optional<Background> background() {
    return Optional.empty();
  }

  /** The way to its network; empty where that is this machine's own. */
  default Optional<Traffic> traffic() {
    return Optional.empty();
  }

  /**
   * What can be done to its machines beyond using them: {@link Killable}, {@link Pausable}, {@link
   * Partitionable}, {@link Replaceable}, {@link Skewable}; empty where its backend cannot do that.
   */
  default <T> Optional<T> capability(Class<T> kind) {
    return Optional.empty();
  }
}
