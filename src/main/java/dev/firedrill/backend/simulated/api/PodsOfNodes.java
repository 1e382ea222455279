package dev.firedrill.backend.simulated.api;

import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.etcd.KeyValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pods that name a node, node by node: what an API server keeps for watches of {@code
 * spec.nodeName}.
 */
final class PodsOfNodes implements FollowedFolder.Kept {

  private static final String FIELD = "\"nodeName\":\"";

  private final FollowedFolder pods = new FollowedFolder(Resources.named("pods"), this);
  private final Map<String, TreeMap<String, KeyValue>> nodes = new HashMap<>();

  /**
   * Pods that have the node's name in a field {@code nodeName}, by a linearizable read, in the
   * order of their keys. Among them may be some that have it elsewhere than in their specification.
   *
   * @throws EtcdFailure where the member does not answer
   */
  Collection<KeyValue> on(String node, EtcdMember etcd) {
    pods.follow(etcd);
    TreeMap<String, KeyValue> found = nodes.get(node);
    return found == null ? List.of() : found.values();
  }

  @Override
  public void clear() {
    nodes.clear();
  }

  @Override
  public void add(KeyValue pod) {
    for (String node : named(pod)) {
      nodes.computeIfAbsent(node, unused -> new TreeMap<>()).put(pod.key(), pod);
    }
  }

  @Override
  public void remove(KeyValue pod) {
    for (String node : named(pod)) {
      TreeMap<String, KeyValue> there = nodes.get(node);
      if (there != null) {
        there.remove(pod.key());
        if (there.isEmpty()) {
          nodes.remove(node);
        }
      }
    }
  }

  /** The values of every field of that name; there is one, or none, in nearly every pod. */
  private static List<String> named(KeyValue pod) {
    String text = new String(pod.value(), StandardCharsets.ISO_8859_1);
    List<String> names = new ArrayList<>(1);
    for (int at = text.indexOf(FIELD); at >= 0; at = text.indexOf(FIELD, at + 1)) {
      int begin = at + FIELD.length();
      names.add(text.substring(begin, text.indexOf('"', begin)));
    }
    return names;
  }
}
