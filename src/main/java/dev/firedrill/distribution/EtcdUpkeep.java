package dev.firedrill.distribution;

import dev.firedrill.ports.NodeShell;

/**
 * How the database of a control plane's etcd member is kept small: "Maintenance" in etcd's
 * documentation. All but the quota need a member that runs there.
 */
public interface EtcdUpkeep {

  /** The member's database, as the member tells. */
  EtcdDatabase database(NodeShell controlPlane);

  /** How large the member may let its database grow, in bytes, before it takes no more puts. */
  long quota(NodeShell controlPlane);

  /**
   * Says how large the member may let its database grow until {@link #unlimit}, which takes a
   * restart of the member; what runs members restarts it by itself. The quota that it had is noted
   * on the machine first, once.
   *
   * @param bytes the quota
   */
  void limit(NodeShell controlPlane, long bytes);

  /** Gives the member the quota back that it had; no effect where it was not limited. */
  void unlimit(NodeShell controlPlane);

  /**
   * Has etcd, all members of it, forget what only reads before that revision need; the files stay
   * as large as they are.
   *
   * @return false where that much was forgotten before
   */
  boolean compact(NodeShell controlPlane, long revision);

  /** Gives free pages of the member's own file back; it answers nobody meanwhile. */
  void defragment(NodeShell controlPlane);

  /** Takes every alarm back, of all members, whether or not its cause is gone. */
  void disarm(NodeShell controlPlane);
}
