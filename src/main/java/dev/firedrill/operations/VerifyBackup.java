package dev.firedrill.operations;

import dev.firedrill.backup.BackupUnusable;
import dev.firedrill.backup.SetEntry;
import dev.firedrill.backup.SnapshotFacts;
import dev.firedrill.distribution.Snapshot;
import dev.firedrill.model.Length;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Sha256;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.CommandFailed;
import java.time.Duration;
import java.util.List;

/**
 * Verifies the newest backup set before anything is done with it. Of the snapshot of etcd: its size
 * and digests are those it had when it was taken, it can be decrypted, it was taken of this
 * cluster, etcd's own tool reads it through to the same hash and revision, and it is not older than
 * allowed. Of the set: every file that its manifest names is there, unaltered and readable with the
 * key given, no part of it is half there, and nothing lies beside it. Changes nothing but a file on
 * a node that comes and goes.
 *
 * @param maxAge how old it may be
 * @param refused true where it is known to be worth nothing: it is an error if it verifies
 * @param complete true where every part has to be there, so that a cluster can be made of the set
 */
public record VerifyBackup(Duration maxAge, boolean refused, boolean complete)
    implements Operation {

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
    } catch (OperationFailed | BackupUnusable | CommandFailed refusal) {
      return "refused, as it has to be: " + refusal.getMessage();
    }
    throw new OperationFailed(
        "verifying a snapshot of etcd that is known to be worth nothing",
        "a refusal",
        why,
        "see why nothing was noticed; nothing was changed");
  }

  private String verify(OperationContext context, EtcdBackup taken) {
    SetEntry entry = taken.entry();
    byte[] stored =
        context
            .backups()
            .stored(entry)
            .orElseThrow(
                () ->
                    new OperationFailed(
                        "looking for the newest snapshot of etcd",
                        "the snapshot %s beside its facts in %s"
                            .formatted(entry.storedAs(), context.backups().place()),
                        "none",
                        "find a backup kept elsewhere"));
    Checks checks = new Checks(context);
    check(
        checks,
        "size",
        stored.length == entry.storedBytes(),
        entry.storedBytes() + " bytes",
        stored.length + " bytes");
    String digest = Sha256.hex(stored);
    check(checks, "digest", digest.equals(entry.storedSha256()), entry.storedSha256(), digest);
    byte[] content = content(context, entry, stored, checks);
    BackupAge age = BackupAge.of(entry.takenAt(), context.now());
    check(checks, "age", age.isWithin(maxAge), "at most " + Length.text(maxAge), age.text());
    String mark = mark(context);
    String of = entry.cluster();
    check(
        checks,
        "cluster",
        !of.isEmpty() && (mark.isEmpty() || mark.equals(of)),
        mark.isEmpty() ? "of a cluster that was noted" : "of the cluster with the keys " + mark,
        of.isEmpty() ? "nobody noted of which" : of);
    SetChecks set = new SetChecks(context, checks, context.backups().manifest().orElseThrow());
    set.make();
    if (complete) {
      set.complete();
    }
    conclude(checks);
    Snapshot read = read(context, content);
    SnapshotFacts facts = taken.facts();
    check(checks, "hash", read.hash().equals(facts.hash()), facts.hash(), read.hash());
    check(
        checks,
        "revision",
        read.revision() == facts.revision(),
        "" + facts.revision(),
        "" + read.revision());
    return "%s; revision %d, taken on node %s %s ago, %s"
        .formatted(
            conclude(checks),
            facts.revision(),
            entry.node(),
            age.text(),
            entry.encrypted()
                ? "encrypted with key " + entry.keyId()
                : "not encrypted: whoever reads it has the cluster's secrets");
  }

  /** What is stored, decrypted; nothing where that cannot be, which is one of the checks. */
  private static byte[] content(
      OperationContext context, SetEntry entry, byte[] stored, Checks checks) {
    byte[] content = new byte[0];
    String unusable = "another, or none";
    try {
      content = context.backups().decrypted(entry, stored);
    } catch (BackupUnusable e) {
      unusable = e.seen();
    }
    check(
        checks,
        "digest at its end",
        SnapshotDigest.holds(content),
        "the SHA-256 of what precedes",
        unusable);
    return content;
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
    return SnapshotOnNode.during(
        shell, content, file -> context.distribution().etcd().readSnapshot(shell, file));
  }
}
