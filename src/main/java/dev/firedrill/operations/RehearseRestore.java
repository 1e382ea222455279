package dev.firedrill.operations;

import dev.firedrill.distribution.Snapshot;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import java.util.List;

/**
 * Restores the newest snapshot of etcd into a folder of its own, as a member that nobody starts,
 * and reads that member's database through: an untested backup is not a backup (the seed). The
 * cluster's own members are not touched; the folder is removed again.
 */
public record RehearseRestore() implements Operation {

  @Override
  public List<String> changes() {
    return List.of("a scratch copy of etcd's data comes and goes on the first control plane");
  }

  @Override
  public String run(OperationContext context) {
    EtcdBackup taken = EtcdBackup.latest(context);
    byte[] content = context.backups().content(taken.entry());
    NodeName node = context.cluster().topology().firstControlPlane();
    NodeShell shell = context.shell(node);
    Snapshot member =
        SnapshotOnNode.during(
            shell, content, file -> context.distribution().etcd().rehearse(shell, file));
    boolean whole = member.revision() == taken.facts().revision() && member.totalKeys() > 0;
    if (!whole) {
      throw new OperationFailed(
          "restoring the newest snapshot of etcd into a scratch member on node " + node,
          "a member at revision %d with its keys".formatted(taken.facts().revision()),
          "revision %d, %d keys".formatted(member.revision(), member.totalKeys()),
          "do not rely on this snapshot; back up again. Nothing of the cluster was changed");
    }
    return "a scratch member on node %s was restored to revision %d, %d keys"
        .formatted(node, member.revision(), member.totalKeys());
  }
}
