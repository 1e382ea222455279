package dev.firedrill.distribution;

import dev.firedrill.ports.NodeShell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** How a cluster's state is saved. */
public interface Backup {

  /**
   * Saves a snapshot of etcd from the member on this node and verifies it there.
   *
   * @return the facts of it and the file on the node, for the caller to copy and then remove
   */
  Snapshot saveSnapshot(NodeShell controlPlane);

  /** The files that hold the cluster's identity: CAs, service-account keys, tokens. */
  List<String> identity();

  /** Those of them that sign the tokens of service accounts, and vouch for them. */
  List<String> serviceAccountKeys();

  /**
   * Those of them by which servers join and by which what they need for that is encrypted in etcd;
   * none where a token is made whenever one is to join.
   */
  List<String> joinTokens();

  /**
   * What configures this control plane: the cluster's configuration, as the API has it, the
   * manifests of what runs here, and what these name that lies nowhere else.
   *
   * @return by path; what is not there is left out
   */
  SortedMap<String, byte[]> configuration(NodeShell controlPlane);

  /** What such a configuration lacks, by itself and by what its own manifests name. */
  List<String> missingFrom(Map<String, byte[]> configuration);

  /** The file among them that Secrets are encrypted by; nothing where its manifests name none. */
  Optional<String> encryptionConfiguration(Map<String, byte[]> configuration);

  /**
   * What tells this cluster from any other, also where it was rebuilt from its backup: the digest
   * of the public key of its service accounts. A snapshot is of no use where the keys are others.
   *
   * @return in hexadecimal, or empty where the node has no such key yet
   */
  String mark(NodeShell controlPlane);
}
