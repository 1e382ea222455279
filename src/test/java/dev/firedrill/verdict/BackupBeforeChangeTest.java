package dev.firedrill.verdict;

import static dev.firedrill.verdict.Judged.judged;
import static dev.firedrill.verdict.UpgradeStory.goodHistory;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.BackupRead;
import dev.firedrill.history.Observation.BackupTaken;
import dev.firedrill.history.Observation.CheckMade;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BackupBeforeChangeTest {

  private static final String CHECKER = "backup before change";
  private static final String WITHOUT = "was begun without a snapshot of etcd before it";

  @Test
  void an_empty_snapshot() {
    judged(backup(b -> new BackupTaken(b.at(), "etcd", b.file(), b.sha256(), 0, 1_234)))
        .fails(CHECKER, WITHOUT)
        .fails(CHECKER, "0 bytes at revision 1234 holds nothing")
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

  @Test
  void a_copy_that_is_gone_in_the_end() {
    judged(read(r -> new BackupRead(r.at(), "another.db", r.sha256(), r.bytes(), true)))
        .fails(CHECKER, "is not where it was said to be")
        .onlyFailing(CHECKER);
  }

  @Test
  void a_copy_that_is_another_in_the_end() {
    judged(read(r -> new BackupRead(r.at(), r.file(), "cd34", r.bytes(), true)))
        .fails(CHECKER, "is another than was copied: sha256 cd34");
  }

  @Test
  void a_copy_of_the_database_file_which_etcd_has_not_sealed() {
    judged(read(r -> new BackupRead(r.at(), r.file(), r.sha256(), r.bytes(), false)))
        .fails(CHECKER, "does not end with the digest of its content");
  }

  @Test
  void no_copy_at_all() {
    judged(Mutants.without(goodHistory(), BackupRead.class::isInstance))
        .fails(CHECKER, "is not where it was said to be");
  }

  @Test
  void copies_that_nobody_read() {
    judged(
            Mutants.without(
                goodHistory(),
                o -> o instanceof CheckMade check && check.check().equals("backups read")))
        .leavesOpen(CHECKER, "no backup was read in the end");
  }

  /** What was read before the place fell silent proves nothing of the rest. */
  @Test
  void copies_in_a_place_that_gave_no_answer() {
    History silent =
        Mutants.changed(
            Mutants.without(goodHistory(), BackupRead.class::isInstance),
            CheckMade.class,
            check -> check.check().equals("backups read"),
            check ->
                new CheckMade(
                    check.at(),
                    check.check(),
                    check.object(),
                    false,
                    "every file read",
                    "silence"));
    judged(silent)
        .leavesOpen(CHECKER, "no backup was read in the end where it had been copied to: silence");
  }

  @Test
  void a_stale_snapshot_that_lacks_an_entry_acknowledged_before_it_was_asked_for() {
    judged(backup(b -> new BackupTaken(b.at(), "etcd", b.file(), b.sha256(), 4_096, 1_001)))
        .fails(CHECKER, "holds revision 1001: ledger entry 2 of revision 1002 was acknowledged")
        .onlyFailing(CHECKER);
  }

  @Test
  void an_entry_acknowledged_while_the_snapshot_was_taken_need_not_be_in_it() {
    judged(backup(b -> new BackupTaken(b.at(), "etcd", b.file(), b.sha256(), 4_096, 1_004)))
        .passes();
  }

  private static History read(UnaryOperator<BackupRead> change) {
    return Mutants.changed(goodHistory(), BackupRead.class, b -> true, change::apply);
  }

  private static History backup(UnaryOperator<BackupTaken> change) {
    return Mutants.changed(goodHistory(), BackupTaken.class, b -> true, change::apply);
  }
}
