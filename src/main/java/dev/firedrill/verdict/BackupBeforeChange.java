package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.BackupTaken;
import dev.firedrill.model.Expectations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a backup is demanded, a snapshot of etcd that holds something precedes the change, and its
 * copy is there in the end.
 */
final class BackupBeforeChange implements Checker {

  @Override
  public String name() {
    return "backup before change";
  }

  @Override
  public Finding check(History history, Expectations expectations) {
    Assessment assessment = new Assessment(this);
    if (!expectations.backupBeforeChange()) {
      return assessment.conclude("no backup was demanded");
    }
    Steps steps = Steps.of(history);
    Optional<Change> change = Change.firstOf(history);
    if (change.isEmpty()) {
      return assessment.conclude("nothing was changed, so nothing had to be backed up before");
    }
    List<BackupTaken> snapshots =
        history.of(BackupTaken.class).filter(backup -> backup.what().equals("etcd")).toList();
    Instant at = change.get().at();
    List<BackupTaken> before =
        snapshots.stream()
            .filter(backup -> !backup.at().isAfter(at))
            .filter(BackupBeforeChange::holdsSomething)
            .toList();
    if (before.isEmpty()) {
      lacking(steps, change.get(), snapshots, assessment);
      return assessment.conclude("");
    }
    return kept(history, before, assessment);
  }

  /** One that is worth something is enough; where none is, each says why. */
  private static Finding kept(History history, List<BackupTaken> before, Assessment assessment) {
    Optional<BackupTaken> good =
        before.stream().filter(b -> new SnapshotKept(history, b).fault().isEmpty()).findFirst();
    if (good.isEmpty()) {
      for (BackupTaken backup : before) {
        new SnapshotKept(history, backup)
            .fault()
            .ifPresent(why -> assessment.violation(backup.at(), backup.file(), why));
      }
    } else if (!new SnapshotKept(history, good.get()).wasRead()) {
      assessment.missing(
          "no backup was read in the end where it had been copied to"
              + SnapshotKept.unread(history));
    }
    return assessment.conclude(
        good.map(BackupBeforeChange::describe).orElse("") + " precedes the first change");
  }

  private static void lacking(
      Steps steps, Change change, List<BackupTaken> snapshots, Assessment assessment) {
    Instant at = change.at();
    boolean said =
        steps.named(Step.BACK_UP_ETCD).anyMatch(step -> step.succeeded() && step.finishedBy(at));
    if (snapshots.isEmpty() && said) {
      assessment.doubt(
          at, change.what(), "a backup step succeeded before it, but no backup is recorded");
      return;
    }
    assessment.violation(at, change.what(), "was begun without a snapshot of etcd before it");
    for (BackupTaken backup : snapshots) {
      String when = backup.at().isAfter(at) ? " was taken too late" : " holds nothing";
      assessment.note(backup.at(), backup.file(), describe(backup) + when);
    }
  }

  private static boolean holdsSomething(BackupTaken backup) {
    return backup.bytes() > 0 && backup.revision() > 0;
  }

  private static String describe(BackupTaken backup) {
    return "a snapshot of etcd of %d bytes at revision %d"
        .formatted(backup.bytes(), backup.revision());
  }
}
