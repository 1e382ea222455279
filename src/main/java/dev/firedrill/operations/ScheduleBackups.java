package dev.firedrill.operations;

import dev.firedrill.distribution.BackupSchedule;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import java.util.ArrayList;
import java.util.List;

/**
 * Has control planes take copies by themselves, a snapshot of etcd every hour and the PKI every
 * day, each verified when it is taken and kept for 7 days; the newest verified one is never
 * removed. The first of each is taken at once, and another where what takes them was replaced or
 * its newest run failed, so that a schedule that cannot work is seen now. The copies lie on the
 * control planes' own disks: what brings them elsewhere is the operator's.
 *
 * @param nodes the control planes; none named for all of them
 */
public record ScheduleBackups(List<NodeName> nodes) implements Operation {

  /** Copies the list. */
  public ScheduleBackups {
    nodes = List.copyOf(nodes);
  }

  @Override
  public List<String> changes() {
    String where = nodes.isEmpty() ? "every control plane" : "node " + nodes;
    return List.of(
        "timers on %s take a snapshot of etcd every hour and a copy of the PKI every day"
            .formatted(where),
        "copies older than 7 days are removed there, never the newest that was verified");
  }

  @Override
  public String run(OperationContext context) {
    List<String> done = new ArrayList<>();
    for (NodeName node : where(context, nodes)) {
      BackupSchedule schedule = context.distribution().backupSchedule();
      NodeShell shell = context.shell(node);
      List<String> written = schedule.install(shell);
      for (BackupSchedule.Kind kind : BackupSchedule.Kind.values()) {
        if (schedule.newest(shell, kind).isEmpty() || !endedWell(schedule, shell, kind)) {
          schedule.take(shell, kind);
        }
        requireActive(schedule, shell, kind);
      }
      schedule.listed(shell);
      done.add("node %s: %d files written, both timers active".formatted(node, written.size()));
    }
    return String.join("; ", done);
  }

  static List<NodeName> where(OperationContext context, List<NodeName> nodes) {
    return nodes.isEmpty() ? context.cluster().topology().controlPlanes() : nodes;
  }

  /** By what is installed now: whatever was replaced has no newest run. */
  private static boolean endedWell(
      BackupSchedule schedule, NodeShell shell, BackupSchedule.Kind kind) {
    return schedule.lastRun(shell, kind).orElse("").startsWith("ok");
  }

  private static void requireActive(
      BackupSchedule schedule, NodeShell shell, BackupSchedule.Kind kind) {
    if (!schedule.active(shell, kind)) {
      throw new OperationFailed(
          "scheduling backups on node " + shell.node(),
          "an active timer for " + kind,
          "one that is not active",
          "see on that node what systemd says of it, then run this again");
    }
  }
}
