package dev.firedrill.operations;

import dev.firedrill.distribution.Snapshot;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.CommandFailed;
import java.time.Duration;
import java.util.List;

/**
 * Verifies the newest snapshot of etcd before anything is done with it: its size and digests are
 * those it had when it was taken, it was taken of this cluster, etcd's own tool reads it through to
 * the same hash and revision, and it is not older than allowed. Changes nothing but a file on a
 * node that comes and goes.
 *
 * @param maxAge how old it may be
 * @param refused true where it is known to be worth nothing: it is an error if it verifies
 */
public record VerifyBackup(Duration maxAge, boolean refused) implements Operation {

  /** Where snapshots are put on a node; nothing of etcd's own is there. */
  static final String ON_NODE = "/var/lib/firedrill-restore.db";

  @Override
  public List<String> changes() {
    return List.of();
  }

  @Override
  public String run(OperationContext context) {
    EtcdBackup taken = EtcdBackup.latest(context);
    return refused ? refusal(context, taken) : verify(context, taken);
  }

  private String refusal(OperationContext context, EtcdBackup taken) {
    String why;
    try {
      why = "it verifies: " + verify(context, taken);
    } catch (OperationFailed | CommandFailed refusal) {
      return "refused, as it has to be: " + refusal.getMessage();
    }
    throw new OperationFailed(
        "verifying a snapshot of etcd that is known to be worth nothing",
        "a refusal",
        why,
        "see why nothing was noticed; nothing was changed");
  }

  private String verify(OperationContext context, EtcdBackup taken) {
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
    String mark = mark(context);
    boolean ours = mark.isEmpty() || taken.cluster().isEmpty() || mark.equals(taken.cluster());
    check(checks, "cluster", ours, "of the cluster with the keys " + mark, taken.cluster());
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

  /** Empty on a machine that has no keys yet: nobody can say then whose the snapshot is. */
  private static String mark(OperationContext context) {
    NodeName node = context.cluster().topology().firstControlPlane();
    return context.distribution().backup().mark(context.shell(node));
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
