package dev.firedrill.verdict;

import static dev.firedrill.verdict.Judged.judged;
import static dev.firedrill.verdict.UpgradeStory.EXPECTATIONS;
import static dev.firedrill.verdict.UpgradeStory.goodHistory;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.LedgerAudited;
import dev.firedrill.history.Observation.LedgerUnacknowledged;
import dev.firedrill.history.Observation.LedgerWritten;
import dev.firedrill.model.LoadRates;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgedWritesKeptTest {

  private static final String CHECKER = "acknowledged writes";

  @Test
  void lost_entries_are_named() {
    judged(audited(a -> new LedgerAudited(a.at(), a.present() - 2, List.of(3L, 4L))))
        .fails(CHECKER, "acknowledged entries are lost: [3, 4]")
        .onlyFailing(CHECKER);
  }

  @Test
  void fewer_entries_than_were_acknowledged() {
    judged(audited(a -> new LedgerAudited(a.at(), a.present() - 1, List.of())))
        .fails(CHECKER, "entries acknowledged, only");
  }

  @Test
  void an_entry_that_was_not_acknowledged_may_be_there() {
    History history =
        Mutants.changedAt(
            goodHistory(),
            LedgerWritten.class,
            5,
            w -> new LedgerUnacknowledged(w.at(), w.number(), "timed out"));
    judged(history).passes();
  }

  @Test
  void an_entry_that_was_not_acknowledged_may_be_lost() {
    History history =
        Mutants.changedAt(
            audited(a -> new LedgerAudited(a.at(), a.present() - 1, List.of())),
            LedgerWritten.class,
            5,
            w -> new LedgerUnacknowledged(w.at(), w.number(), "timed out"));
    judged(history).passes();
  }

  @Test
  void a_missing_entry_without_its_acknowledgement_is_left_open() {
    judged(audited(a -> new LedgerAudited(a.at(), a.present(), List.of(9_999L))))
        .leavesOpen(CHECKER, "misses entries whose acknowledgement is not known: [9999]");
  }

  @Test
  void a_ledger_not_read_back_is_left_open() {
    judged(Mutants.without(goodHistory(), LedgerAudited.class::isInstance))
        .leavesOpen(CHECKER, "the ledger was not read back after its last entry");
  }

  @Test
  void an_entry_after_the_last_audit_is_left_open() {
    History history = goodHistory();
    LedgerWritten late =
        new LedgerWritten(history.last(LedgerAudited.class).orElseThrow().at(), 10_000, "rv");
    judged(Mutants.with(history, late))
        .leavesOpen(CHECKER, "the ledger was not read back after its last entry");
  }

  @Test
  void a_ledger_that_paused_during_the_change_is_left_open() {
    History history = goodHistory();
    List<LedgerWritten> writes = history.of(LedgerWritten.class).toList();
    List<LedgerWritten> paused = writes.subList(20, 24);
    judged(Mutants.without(history, paused::contains))
        .leavesOpen(CHECKER, "no write was tried for 25.0 s");
  }

  @Test
  void a_run_without_a_ledger_passes_where_none_was_demanded() {
    History history =
        Mutants.without(
            goodHistory(), o -> o instanceof LedgerWritten || o instanceof LedgerAudited);
    judged(history, EXPECTATIONS, new LoadRates(10, 0)).passes();
    judged(history).leavesOpen(CHECKER, "a ledger was demanded and no entry was acknowledged");
  }

  private static History audited(java.util.function.Function<LedgerAudited, LedgerAudited> change) {
    return Mutants.changed(goodHistory(), LedgerAudited.class, a -> true, change::apply);
  }
}
