package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.BackupRead;
import dev.firedrill.history.Observation.BackupTaken;
import dev.firedrill.history.Observation.CheckMade;
import dev.firedrill.history.Observation.LedgerWritten;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a snapshot of etcd that was said to be taken is worth something: its copy is still where
 * it was put, is the one that was put there, ends with the digest that etcd seals a snapshot with,
 * and holds what was acknowledged before it was asked for.
 */
final class SnapshotKept {

  private static final String READ = "backups read";

  private final History history;
  private final Steps steps;
  private final BackupTaken taken;

  SnapshotKept(History history, BackupTaken taken) {
    this.history = history;
    this.steps = Steps.of(history);
    this.taken = taken;
  }

  /** Why it is worth nothing; empty where nothing speaks against it. */
  Optional<String> fault() {
    return (wasRead() ? faultOfCopy() : Optional.<String>empty()).or(this::missedWrite);
  }

  /** Somebody looked at what backups there were in the end. */
  boolean wasRead() {
    return looks(history).anyMatch(CheckMade::passed);
  }

  /** Why nobody could look; empty where somebody did, or nobody tried. */
  static String unread(History history) {
    return looks(history)
        .filter(check -> !check.passed())
        .map(check -> ": " + check.seen())
        .findFirst()
        .orElse("");
  }

  private static Stream<CheckMade> looks(History history) {
    return history.of(CheckMade.class).filter(check -> check.check().equals(READ));
  }

  private Optional<String> faultOfCopy() {
    List<BackupRead> copies =
        history.of(BackupRead.class).filter(read -> read.file().equals(taken.file())).toList();
    if (copies.isEmpty()) {
      return Optional.of("is not where it was said to be");
    }
    if (copies.stream().noneMatch(read -> read.sha256().equals(taken.sha256()))) {
      return Optional.of("is another than was copied: sha256 " + copies.get(0).sha256());
    }
    return copies.stream().allMatch(BackupRead::sealed)
        ? Optional.empty()
        : Optional.of("does not end with the digest of its content and cannot be restored");
  }

  /** Revisions are of the whole of etcd, so that the snapshot's can be compared with an entry's. */
  private Optional<String> missedWrite() {
    Optional<Instant> asked =
        steps
            .named(Step.BACK_UP_ETCD)
            .map(Step::startedAt)
            .filter(at -> !at.isAfter(taken.at()))
            .reduce((earlier, later) -> later);
    return history
        .of(LedgerWritten.class)
        .filter(written -> asked.filter(written.at()::isBefore).isPresent())
        .filter(written -> revision(written) > taken.revision())
        .findFirst()
        .map(
            written ->
                "holds revision %d: ledger entry %d of revision %s was acknowledged before"
                    .formatted(taken.revision(), written.number(), written.resourceVersion()));
  }

  /** An API server whose resource versions are no revisions proves nothing. */
  private static long revision(LedgerWritten written) {
    String text = written.resourceVersion();
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }
}
