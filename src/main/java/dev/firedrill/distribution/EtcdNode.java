package dev.firedrill.distribution;

import dev.firedrill.ports.NodeShell;

/** How the etcd member of a control plane is kept on its node. */
public interface EtcdNode {

  /**
   * Removes the member's data for good and stops it at once, as with its disk; what starts members
   * starts it again.
   */
  void destroyData(NodeShell controlPlane);
}
