package dev.firedrill.fault;

import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.EtcdAdmin;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * etcd members lose their data, as with their disks. What starts them starts them again, with
 * nothing: a member that finds its cluster cannot go on in it, and one that was told to begin a
 * cluster begins an empty one. Healing gives nothing back: that is the recovery's.
 *
 * @param nodes the members' nodes; none named for a choice by the seed
 * @param count how many are chosen where none is named, control planes but the first before it
 */
public record LoseEtcdMembers(List<NodeName> nodes, int count) implements Fault {

  /** Copies the list. */
  public LoseEtcdMembers {
    nodes = List.copyOf(nodes);
  }

  /** The members on these nodes. */
  static LoseEtcdMembers of(List<NodeName> nodes) {
    return new LoseEtcdMembers(nodes, nodes.size());
  }

  @Override
  public List<String> changes(Topology topology, Seed seed) {
    return chosen(topology, seed).stream()
        .map(node -> "the etcd member on node " + node + " loses its data for good")
        .toList();
  }

  @Override
  public void inject(FaultContext context) {
    for (NodeName node : chosen(context)) {
      context.distribution().etcd().destroyData(context.shell(node));
    }
  }

  @Override
  public Condition<Boolean> confirmation(FaultContext context) {
    return new Condition<>(
        "gone: without data, in no cluster with the others",
        "etcd members " + chosen(context),
        () -> {
          List<NodeName> alive =
              chosen(context).stream().filter(node -> isMember(context, node)).toList();
          return Sight.when(alive.isEmpty(), () -> "still members: " + alive);
        });
  }

  @Override
  public String heal(FaultContext context) {
    return "nothing: what is lost stays so";
  }

  /** True where the node's etcd answers, and in the cluster it was in. */
  private boolean isMember(FaultContext context, NodeName node) {
    EtcdAdmin etcd = context.cluster().etcd();
    if (!etcd.healthy(node)) {
      return false;
    }
    try {
      long id = etcd.status(node).memberId();
      return etcd.members().stream().map(EtcdMember::id).anyMatch(known -> known == id);
    } catch (EtcdUnavailable silent) {
      return false;
    }
  }

  private List<NodeName> chosen(FaultContext context) {
    return chosen(context.topology(), context.seed());
  }

  private List<NodeName> chosen(Topology topology, Seed seed) {
    if (!nodes.isEmpty()) {
      return nodes;
    }
    List<NodeName> others = new ArrayList<>(topology.otherControlPlanes());
    if (!others.isEmpty()) {
      Collections.rotate(others, Math.floorMod(seed.value(), others.size()));
    }
    others.add(topology.firstControlPlane());
    return others.subList(0, Math.min(count, others.size()));
  }
}
