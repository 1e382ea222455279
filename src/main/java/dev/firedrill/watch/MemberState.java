package dev.firedrill.watch;

import dev.firedrill.model.EtcdStatus;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.EtcdAdmin;

/**
 * A member that answered a linearizable read.
 *
 * @param healthy whether it did
 * @param status what it said of itself; without a leader where it did not answer
 */
record MemberState(boolean healthy, EtcdStatus status) {

  private static final EtcdStatus NONE = new EtcdStatus(0, "", 0, 0, 0);

  /** Asks the member on that node; up to twice the limit of one question of the port. */
  static MemberState of(EtcdAdmin etcd, NodeName node) {
    boolean healthy = etcd.healthy(node);
    return new MemberState(healthy, healthy ? etcd.status(node) : NONE);
  }
}
