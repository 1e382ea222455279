package dev.firedrill.operations;

import dev.firedrill.distribution.EtcdDatabase;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import java.util.List;

/**
 * Looks whether etcd raises an alarm, and how much of each member's quota its database has taken:
 * beyond four fifths of it is told before etcd takes no more writes. Changes nothing.
 */
public record CheckEtcdAlarms() implements Operation {

  @Override
  public List<String> changes() {
    return List.of();
  }

  @Override
  public String run(OperationContext context) {
    Checks checks = new Checks(context);
    List<String> alarms = context.cluster().etcd().alarms();
    checks.check("etcd alarms", "etcd", alarms.isEmpty(), "none", alarms.toString());
    for (NodeName node : context.cluster().topology().controlPlanes()) {
      NodeShell shell = context.shell(node);
      EtcdDatabase database = context.distribution().etcdUpkeep().database(shell);
      EtcdRoom room = new EtcdRoom(database, context.distribution().etcdUpkeep().quota(shell));
      checks.check(
          "etcd database size",
          "the member on node " + node,
          room.left(),
          "at most " + EtcdRoom.size(room.most()),
          room.toString());
    }
    return checks.conclude(
        "checking etcd for alarms and room",
        "compact-etcd, defragment-etcd, then disarm-etcd-alarms; nothing was changed");
  }
}
