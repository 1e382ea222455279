package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import java.util.List;

/** Every etcd member is healthy and no alarm is raised: the upgrade restarts them one by one. */
final class EtcdPreflight {

  private final OperationContext context;
  private final Checks checks;

  EtcdPreflight(OperationContext context, Checks checks) {
    this.context = context;
    this.checks = checks;
  }

  void check() {
    List<NodeName> nodes = context.cluster().topology().controlPlanes();
    int members = context.cluster().etcd().members().size();
    checks.check(
        "etcd membership",
        "etcd",
        members == nodes.size(),
        nodes.size() + " members",
        members + " members");
    checks.etcdAnswers(nodes);
  }
}
