package dev.firedrill.operations;

import dev.firedrill.backup.BackupPart;
import dev.firedrill.backup.SnapshotFacts;
import dev.firedrill.distribution.Snapshot;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import dev.firedrill.waiting.WaitedInVain;
import java.time.Duration;
import java.util.List;

/**
 * Saves a snapshot of etcd, has etcd's own tool read it through where it was taken, copies it off
 * the node, encrypted where a key was given, and verifies the digest that the copy ends with. A
 * snapshot that is empty or does not verify fails here, not on the day it is needed.
 */
public record BackUpEtcd() implements Operation {

  /** An election takes seconds, and so does the restart of the only member. */
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Override
  public List<String> changes() {
    return List.of("a snapshot of etcd is copied off the cluster; the cluster is not changed");
  }

  @Override
  public String run(OperationContext context) {
    NodeName node = healthyMember(context);
    NodeShell shell = context.shell(node);
    Snapshot snapshot = context.distribution().backup().saveSnapshot(shell);
    byte[] content = Shells.removedAfter(shell, snapshot.file(), () -> shell.read(snapshot.file()));
    verify(node, snapshot, content);
    TakenBackup taken = new TakenBackup(context, BackupPart.ETCD, shell);
    taken.add(EtcdBackup.SNAPSHOT, content, snapshot.revision());
    taken.commit(new SnapshotFacts(snapshot.hash(), snapshot.revision(), snapshot.totalKeys()));
    return "snapshot of node %s at revision %d, %d keys, %d bytes, hash %s, copied off the cluster, "
            .formatted(
                node, snapshot.revision(), snapshot.totalKeys(), content.length, snapshot.hash())
        + context.backups().protection();
  }

  private static NodeName healthyMember(OperationContext context) {
    try {
      return context.await(someHealthy(context), LIMIT);
    } catch (WaitedInVain none) {
      throw new OperationFailed(
          "backing up etcd",
          "at least one healthy member to take the snapshot from",
          "none for " + LIMIT.toSeconds() + " s",
          "bring etcd back to quorum, or restore the last verified snapshot");
    }
  }

  private static Condition<NodeName> someHealthy(OperationContext context) {
    return new Condition<>(
        "healthy, to take the snapshot from",
        "some etcd member",
        () ->
            new EtcdMembers(context)
                .firstHealthy()
                .<Sight<NodeName>>map(Sight.Holds::new)
                .orElse(new Sight.NotYet<>("none is healthy")));
  }

  private static void verify(NodeName node, Snapshot snapshot, byte[] content) {
    boolean plausible =
        snapshot.revision() > 0 && snapshot.totalKeys() > 0 && SnapshotDigest.holds(content);
    if (!plausible) {
      throw new OperationFailed(
          "verifying the snapshot of etcd taken on node " + node,
          "a revision and keys, and a copy that ends with the SHA-256 of what precedes",
          snapshot + ", copy of " + content.length + " bytes",
          "check the disk of node " + node + " and back up again; do not go on without a backup");
    }
  }
}
