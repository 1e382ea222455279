package dev.firedrill.operations;

import dev.firedrill.distribution.Snapshot;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import java.time.Duration;
import java.util.List;

/**
 * Verifies the newest snapshot of etcd before anything is done with it: its size and digests are
 * those it had when it was taken, etcd's own tool reads it through to the same hash and revision,
 * and it is not older than allowed. Changes nothing but a file on a node that comes and goes.
 *
 * @param maxAge how old it may be
 */
public record VerifyBackup(Duration maxAge) implements Operation {

  /** Where snapshots are put on a node; nothing of etcd's own is there. */
  static final String ON_NODE = "/var/lib/firedrill-restore.db";

  @Override
  public List<String> changes() {
    return List.of();
  }

  @Override
  public String run(OperationContext context) {
    EtcdBackup taken = EtcdBackup.latest(context);
    byte[] content = EtcdBackup.content(context);
    Checks checks = new Checks(context);
    check(
        checks,
        "size",
        content.length == taken.bytes(),
        taken.bytes() + " bytes",
        content.length + " bytes");
    check(
        checks,
        "digest",
        BackupCopy.sha256(content).equals(taken.sha256()),
        taken.sha256(),
        BackupCopy.sha256(content));
    check(
        checks,
        "digest at its end",
        SnapshotDigest.holds(content),
        "the SHA-256 of what precedes",
        "another, or none");
    Duration age = Duration.between(taken.takenAt(), context.now());
    check(checks, "age", age.compareTo(maxAge) <= 0, "at most " + maxAge, age.toString());
    conclude(checks);
    Snapshot read = read(context, content);
    check(checks, "hash", read.hash().equals(taken.hash()), taken.hash(), read.hash());
    check(
        checks,
        "revision",
        read.revision() == taken.revision(),
        "" + taken.revision(),
        "" + read.revision());
    return conclude(checks) + "; revision " + taken.revision();
  }

  private static void check(
      Checks checks, String check, boolean passed, String expected, String seen) {
    checks.check(check, "the newest snapshot of etcd", passed, expected, seen);
  }

  private static String conclude(Checks checks) {
    return checks.conclude(
        "verifying the newest snapshot of etcd",
        "do not restore it; find an earlier one that verifies. Nothing was changed");
  }

  private static Snapshot read(OperationContext context, byte[] content) {
    NodeName node = context.cluster().topology().firstControlPlane();
    NodeShell shell = context.shell(node);
    shell.write(ON_NODE, content, "0600");
    try {
      return context.distribution().etcd().readSnapshot(shell, ON_NODE);
    } finally {
      shell.run(Command.of("rm", "-f", ON_NODE));
    }
  }
}
