package dev.firedrill.distribution;

import dev.firedrill.ports.NodeShell;
import java.util.List;

/** How the parts of a control plane, its etcd member among them, are stopped and started. */
public interface ControlPlane {

  /**
   * Has nothing start a part again that has ended. An agent that has reached the API ends the parts
   * by itself from here on, on all nodes at the same time. Safe to repeat.
   */
  void park(NodeShell controlPlane);

  /** Parks every part and has what still runs end; returns before all of it has. */
  void stop(NodeShell controlPlane);

  /** The same for the etcd member alone. */
  void stopEtcd(NodeShell controlPlane);

  /** Has the etcd member start; no effect where it was not stopped. */
  void startEtcd(NodeShell controlPlane);

  /** Has every part start; no effect for those that were not stopped. */
  void start(NodeShell controlPlane);

  /** The names of the parts that still run there. */
  List<String> running(NodeShell controlPlane);

  /** True where the etcd member is still there. */
  boolean runsEtcd(NodeShell controlPlane);
}
