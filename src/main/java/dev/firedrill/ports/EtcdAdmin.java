package dev.firedrill.ports;

import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.EtcdStatus;
import dev.firedrill.model.NodeName;
import java.util.List;

/**
 * Verified administration of the etcd members. Every call ends within 5 s. A change may have been
 * made although no answer came: look before it is repeated.
 *
 * <p>Calls throw {@link EtcdUnavailable} where the member or the cluster gives no answer.
 */
public interface EtcdAdmin {

  /** The membership as the quorum knows it (a linearizable read: it fails without quorum). */
  List<EtcdMember> members();

  /** The status of the member on that node. */
  EtcdStatus status(NodeName node);

  /** The hash of the member's keys and values up to a revision (HashKV). */
  long hashKv(NodeName node, long revision);

  /** Alarms raised, as {@code NOSPACE member 8e9e05c52164694d}; empty where there are none. */
  List<String> alarms();

  /**
   * Adds a member by where its peers will reach it, with a vote; it is not started by that.
   *
   * @return it, with its number and no name yet
   */
  EtcdMember add(String peerUrl);

  /** Takes a member out of the membership for good. */
  void remove(long memberId);

  /** True where a linearizable read through the member on that node succeeds. */
  boolean healthy(NodeName node);

  /** Reads the credentials again when a member is next asked: after they have changed. */
  void refresh();
}
