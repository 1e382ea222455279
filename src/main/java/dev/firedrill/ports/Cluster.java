package dev.firedrill.ports;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;

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
}
