package dev.firedrill.verdict;

import static dev.firedrill.verdict.Judged.judged;
import static dev.firedrill.verdict.UpgradeStory.goodHistory;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.BackupTaken;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BackupBeforeChangeTest {

  private static final String CHECKER = "backup before change";
  private static final String WITHOUT = "was begun without a snapshot of etcd before it";

  @Test
  void an_empty_snapshot() {
    judged(backup(b -> new BackupTaken(b.at(), "etcd", b.file(), b.sha256(), 0, 12)))
        .fails(CHECKER, WITHOUT)
        .fails(CHECKER, "0 bytes at revision 12 holds nothing")
        .onlyFailing(CHECKER);
  }

  @Test
  void a_snapshot_without_a_revision() {
    judged(backup(b -> new BackupTaken(b.at(), "etcd", b.file(), b.sha256(), 4_096, 0)))
        .fails(CHECKER, WITHOUT);
  }

  @Test
  void a_snapshot_taken_after_the_first_change_had_begun() {
    judged(
            backup(
                b ->
                    new BackupTaken(
                        b.at().plusSeconds(120), "etcd", b.file(), b.sha256(), 4_096, 12)))
        .fails(CHECKER, "was taken too late");
  }

  @Test
  void a_backup_of_the_certificates_is_no_snapshot() {
    judged(backup(b -> new BackupTaken(b.at(), "pki", b.file(), b.sha256(), 4_096, 0)))
        .leavesOpen(CHECKER, "a backup step succeeded before it, but no backup is recorded");
  }

  private static History backup(UnaryOperator<BackupTaken> change) {
    return Mutants.changed(goodHistory(), BackupTaken.class, b -> true, change::apply);
  }
}
