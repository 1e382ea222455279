package dev.firedrill.operations;

import dev.firedrill.distribution.EtcdUpkeep;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the alarm back by which etcd refuses writes for want of space, once every member has room
 * again: the alarm stays although its cause is gone (etcd#9992), and without room it would be
 * raised again by the next write. An alarm that says that contents differ is not taken back.
 */
public record DisarmEtcdAlarms() implements Operation {

  private static final String DOING = "disarming the alarms of etcd";

  @Override
  public List<String> changes() {
    return List.of("etcd takes writes again, once every member's database has room");
  }

  @Override
  public String run(OperationContext context) {
    List<String> alarms = context.cluster().etcd().alarms();
    if (alarms.isEmpty()) {
      return "no alarm is raised";
    }
    requireSpaceAlarms(alarms);
    requireRoom(context);
    NodeShell shell = context.shell(context.cluster().topology().firstControlPlane());
    context.distribution().etcdUpkeep().disarm(shell);
    List<String> left = context.cluster().etcd().alarms();
    if (!left.isEmpty()) {
      throw new OperationFailed(
          DOING,
          "none left",
          left.toString(),
          "something fills the database while it is looked at: list-etcd-members, and find it");
    }
    return "disarmed " + alarms;
  }

  private static void requireSpaceAlarms(List<String> alarms) {
    List<String> others = alarms.stream().filter(alarm -> !alarm.startsWith("NOSPACE")).toList();
    if (!others.isEmpty()) {
      throw new OperationFailed(
          DOING,
          "none but NOSPACE",
          others.toString(),
          "replace the member whose content differs (remove-etcd-member, wipe-etcd-member,"
              + " rejoin-etcd-member); nothing was changed");
    }
  }

  private static void requireRoom(OperationContext context) {
    EtcdUpkeep upkeep = context.distribution().etcdUpkeep();
    List<String> full = new ArrayList<>();
    boolean inUse = false;
    for (NodeName node : context.cluster().topology().controlPlanes()) {
      NodeShell shell = context.shell(node);
      EtcdRoom room = new EtcdRoom(upkeep.database(shell), upkeep.quota(shell));
      if (!room.left()) {
        full.add("node %s: %s".formatted(node, room));
        inUse |= !room.leftOnceDefragmented();
      }
    }
    if (!full.isEmpty()) {
      throw new OperationFailed(
          DOING,
          "the database of every member to be smaller than four fifths of its quota",
          String.join("; ", full) + ": the space is not back, the next write would raise it again",
          (inUse
                  ? "compact-etcd, then defragment-etcd; where that gives nothing back delete what"
                      + " fills etcd, or raise its quota"
                  : "defragment-etcd, what was compacted is free inside the file alone")
              + "; nothing was changed");
    }
  }
}
