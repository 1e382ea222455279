package dev.firedrill.distribution;

import dev.firedrill.ports.NodeShell;
import java.util.List;

/** How a cluster's state is saved. */
public interface Backup {

  /**
   * Saves a snapshot of etcd from the member on this node and verifies it there.
   *
   * @return the facts of it and the file on the node, for the caller to copy and then remove
   */
  Snapshot saveSnapshot(NodeShell controlPlane);

  /** The files and folders that hold the cluster's identity: CAs, service-account keys. */
  List<String> identity();

  /**
   * What tells this cluster from any other, also where it was rebuilt from its backup: the digest
   * of the public key of its service accounts. A snapshot is of no use where the keys are others.
   *
   * @return in hexadecimal, or empty where the node has no such key yet
   */
  String mark(NodeShell controlPlane);
}
