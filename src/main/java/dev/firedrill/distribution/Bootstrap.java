package dev.firedrill.distribution;

import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.NodeShell;
import java.util.Optional;

/** How a cluster comes to be. */
public interface Bootstrap {

  /** True where this machine was initialised or joined and nothing was left half done by it. */
  boolean hasJoined(NodeShell node);

  /**
   * Takes back what an initialisation or join did, or began to do, on this machine.
   *
   * @return true where there was something to take back
   */
  boolean reset(NodeShell node);

  /** Initialises the first control plane. */
  void initialise(NodeShell first, Topology topology, Version version);

  /**
   * Initialises a control plane around what was restored on its machine: the authorities and the
   * data of etcd that are there are used and stay, also where an earlier attempt was cut short. All
   * else is as at the cluster's creation.
   */
  void rebuild(NodeShell node, Machine machine, Topology topology, Version version);

  /** Makes a fresh ticket on a control plane, for one machine to join. */
  JoinTicket issueTicket(NodeShell controlPlane, NodeRole role);

  /** Joins the machine. */
  void join(NodeShell node, Machine machine, Topology topology, JoinTicket ticket);

  /**
   * The manifest of the pod network that this distribution's nodes bring along, for somebody to
   * apply; nothing where the cluster has a pod network from its beginning.
   */
  Optional<String> networkManifest(NodeShell controlPlane, String podSubnet);
}
