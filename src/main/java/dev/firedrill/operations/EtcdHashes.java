package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.ports.EtcdAdmin;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hashes of several members at one revision: equal where their content is.
 *
 * @param revision the newest revision that every member has
 * @param byNode the hash of each member's keys and values up to it
 */
record EtcdHashes(long revision, Map<NodeName, Long> byNode) {

  static EtcdHashes of(EtcdAdmin etcd, List<NodeName> nodes) {
    long revision =
        nodes.stream().mapToLong(node -> etcd.status(node).revision()).min().orElseThrow();
    Map<NodeName, Long> hashes = new TreeMap<>();
    nodes.forEach(node -> hashes.put(node, etcd.hashKv(node, revision)));
    return new EtcdHashes(revision, hashes);
  }

  boolean areEqual() {
    return new HashSet<>(byNode.values()).size() == 1;
  }
}
