package dev.firedrill.operations;

import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.NodeName;
import java.util.List;
import java.util.Optional;

/** The membership of etcd as operations look at it. */
final class EtcdMembers {

  private final OperationContext context;

  EtcdMembers(OperationContext context) {
    this.context = context;
  }

  /** As the quorum knows it. */
  List<EtcdMember> all() {
    return context.cluster().etcd().members();
  }

  /** The member of a node, by where its peers reach it: one that has never started has no name. */
  Optional<EtcdMember> of(NodeName node) {
    return all().stream().filter(member -> member.peerUrls().contains(peerUrl(node))).findFirst();
  }

  String peerUrl(NodeName node) {
    return context
        .distribution()
        .etcd()
        .peerUrl(context.cluster().topology().machine(node).address());
  }

  /** What the node's member is called. */
  String name(NodeName node) {
    return context.distribution().etcd().memberName(context.shell(node));
  }

  /** {@code name=peer-url}. */
  String entry(NodeName node) {
    return name(node) + "=" + peerUrl(node);
  }

  /** A node whose member is healthy, the first of them; nothing where none is. */
  Optional<NodeName> firstHealthy() {
    return context.cluster().topology().controlPlanes().stream()
        .filter(node -> context.cluster().etcd().healthy(node))
        .findFirst();
  }

  /** The nodes whose member is not healthy, of those that have one. */
  List<NodeName> sick(List<EtcdMember> members) {
    return context.cluster().topology().controlPlanes().stream()
        .filter(node -> members.stream().anyMatch(each -> each.peerUrls().contains(peerUrl(node))))
        .filter(node -> !context.cluster().etcd().healthy(node))
        .toList();
  }
}
