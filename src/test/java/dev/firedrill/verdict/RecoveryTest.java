package dev.firedrill.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.BackupTaken;
import dev.firedrill.history.Observation.DisasterBegun;
import dev.firedrill.history.Observation.DisasterConfirmed;
import dev.firedrill.history.Observation.DisasterDoubted;
import dev.firedrill.history.Observation.EtcdSeen;
import dev.firedrill.history.Observation.LedgerAudited;
import dev.firedrill.history.Observation.LedgerWritten;
import dev.firedrill.history.Observation.LoadWindow;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.RecoveryEnded;
import dev.firedrill.history.Observation.RecoverySeen;
import dev.firedrill.history.Observation.RequestFailed;
import dev.firedrill.history.Observation.RunEnded;
import dev.firedrill.history.Observation.RunResumed;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.history.Observation.StepStarted;
import dev.firedrill.model.DataLoss;
import dev.firedrill.model.Demands;
import dev.firedrill.model.DisasterRow;
import dev.firedrill.model.Expectations;
import dev.firedrill.model.LoadRates;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Violations planted in the history of a recovery: the clock, the ledger, what the fault breaks.
 */
class RecoveryTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final NodeName CP_1 = new NodeName("cp-1");

  private final List<Observation> told = new ArrayList<>();

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }

  private static Expectations demanding(DisasterRow row, DataLoss loss, boolean throughout) {
    return new Expectations(
        Version.parse("v1.29.4"),
        false,
        0,
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        new Demands(row.key(), loss, throughout, throughout));
  }

  private History told() {
    return new History(told);
  }

  private RecoveryTest broken(long second) {
    told.add(
        new DisasterBegun(
            at(second), "fault-x", "kill-machine", Map.of(), List.of(), List.of("it breaks")));
    told.add(new DisasterConfirmed(at(second + 1), "fault-x", "gone"));
    return this;
  }

  private RecoveryTest seen(long second, boolean holds) {
    told.add(new RecoverySeen(at(second), holds, holds ? "" : "etcd on [cp-2] does not answer"));
    return this;
  }

  private RecoveryTest settled(long second) {
    told.add(new RecoveryEnded(at(second), true, ""));
    return this;
  }

  private Finding time(DisasterRow row) {
    return new RecoveryTime().check(told(), demanding(row, DataLoss.NONE, false));
  }

  @Test
  void the_clock_runs_from_the_confirmation_to_the_begin_of_the_time_in_which_all_held() {
    broken(100).seen(110, false).seen(200, true).seen(205, false).seen(301, true).settled(316);
    assertThat(RecoveryClock.of(told()).measured(DisasterRow.ETCD_MEMBER))
        .contains(Duration.ofSeconds(200));
    assertThat(time(DisasterRow.ETCD_MEMBER).outcome()).isEqualTo(Outcome.PASS);
    assertThat(time(DisasterRow.ETCD_MEMBER).summary())
        .isEqualTo("row etcd-member took 200.0 s, at most 1800.0 s allowed");
  }

  @Test
  void a_recovery_beyond_the_bound_fails() {
    broken(100).seen(110, false).seen(702, true).settled(717);
    assertThat(time(DisasterRow.WORKER).outcome()).isEqualTo(Outcome.FAIL);
    assertThat(time(DisasterRow.WORKER).summary())
        .contains("took 601.0 s, at most 600.0 s allowed for row worker");
  }

  @Test
  void a_bound_missed_only_while_nobody_looked_is_left_open() {
    broken(100).seen(110, false);
    told.add(new RunResumed(at(650)));
    seen(702, true).settled(717);
    assertThat(time(DisasterRow.WORKER).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
  }

  @Test
  void a_cluster_that_does_not_recover_fails_and_what_was_seen_last_is_said() {
    broken(100).seen(110, false);
    told.add(new RecoveryEnded(at(700), false, "etcd on [cp-2] does not answer"));
    assertThat(time(DisasterRow.ETCD_MEMBER).outcome()).isEqualTo(Outcome.FAIL);
    assertThat(time(DisasterRow.ETCD_MEMBER).summary())
        .contains("did not recover in 599.0 s: etcd on [cp-2] does not answer");
  }

  @Test
  void a_fault_that_was_not_confirmed_or_never_injected_proves_nothing() {
    assertThat(time(DisasterRow.WORKER).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    told.add(new DisasterBegun(at(1), "fault-x", "kill-machine", Map.of(), List.of(), List.of()));
    told.add(new DisasterDoubted(at(2), "fault-x", "it is still running"));
    assertThat(time(DisasterRow.WORKER).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(time(DisasterRow.WORKER).summary()).contains("it is still running");
  }

  @Test
  void a_lost_control_plane_is_judged_by_the_gap_of_the_api() {
    broken(100).seen(101, true).settled(116);
    told.add(window("api", 100, Duration.ofMillis(10_400)));
    assertThat(time(DisasterRow.CONTROL_PLANE_NODE).outcome()).isEqualTo(Outcome.FAIL);
    told.set(told.size() - 1, window("api", 100, Duration.ofMillis(3_400)));
    assertThat(time(DisasterRow.CONTROL_PLANE_NODE).outcome()).isEqualTo(Outcome.PASS);
    told.remove(told.size() - 1);
    assertThat(time(DisasterRow.CONTROL_PLANE_NODE).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
  }

  /** A backup at revision 50; entries at 40 and 60 before the fault, 5000 after the restore. */
  private Finding loss(DataLoss allowed, Long... missing) {
    told.add(new BackupTaken(at(50), "etcd", "etcd.db", "ab", 4096, 50));
    told.add(new LedgerWritten(at(40), 1, "40"));
    told.add(new LedgerWritten(at(60), 2, "60"));
    broken(100).seen(110, false);
    step(Phase.RECOVERY, "restore-etcd", 120);
    told.add(new LedgerWritten(at(150), 3, "5000"));
    seen(160, true).settled(175);
    told.add(new LedgerAudited(at(200), 3 - missing.length, List.of(missing)));
    told.add(new RunEnded(at(201)));
    return new AcknowledgedWritesKept(new LoadRates(0, 0))
        .check(told(), demanding(DisasterRow.ETCD_QUORUM, allowed, false));
  }

  private void step(Phase phase, String name, long second) {
    told.add(new StepStarted(at(second), name, phase, name, "", Map.of(), List.of("all")));
    told.add(new StepFinished(at(second + 5), name, true, "done"));
  }

  @Test
  void an_entry_made_after_the_last_verified_backup_may_be_lost_where_the_scenario_allows() {
    Finding finding = loss(DataLoss.SINCE_LAST_BACKUP, 2L);
    assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
    assertThat(finding.summary()).startsWith("1 of 3 acknowledged entries are lost, as");
  }

  @Test
  void a_backup_taken_at_the_instant_of_the_fault_precedes_it() {
    told.add(new BackupTaken(at(100), "etcd", "etcd.db", "ab", 4096, 50));
    told.add(new LedgerWritten(at(60), 1, "60"));
    broken(100).seen(110, false);
    step(Phase.RECOVERY, "restore-etcd", 120);
    assertThat(AllowedLoss.of(told(), DataLoss.SINCE_LAST_BACKUP)).containsExactly(1L);
  }

  @Test
  void a_snapshot_without_a_byte_is_no_verified_backup_and_allows_no_loss() {
    told.add(new BackupTaken(at(50), "etcd", "etcd.db", "ab", 0, 50));
    told.add(new LedgerWritten(at(60), 1, "60"));
    broken(100).seen(110, false);
    step(Phase.RECOVERY, "restore-etcd", 120);
    assertThat(AllowedLoss.of(told(), DataLoss.SINCE_LAST_BACKUP)).isEmpty();
  }

  @Test
  void an_entry_that_the_backup_holds_may_not_be_lost() {
    assertThat(loss(DataLoss.SINCE_LAST_BACKUP, 1L, 2L).summary())
        .contains("1 of 3 acknowledged entries are lost: [1]");
  }

  @Test
  void an_entry_written_to_the_restored_cluster_may_not_be_lost() {
    assertThat(loss(DataLoss.SINCE_LAST_BACKUP, 3L).outcome()).isEqualTo(Outcome.FAIL);
  }

  @Test
  void without_leave_no_entry_may_be_lost() {
    assertThat(loss(DataLoss.NONE, 2L).outcome()).isEqualTo(Outcome.FAIL);
  }

  @Test
  void a_quorum_that_the_fault_took_is_expected_and_one_lost_after_it_is_not() {
    step(Phase.BEFORE, "back-up-etcd", 10);
    told.add(new EtcdSeen(at(50), 3, List.of(CP_1, new NodeName("cp-2")), "cp-1"));
    broken(100);
    told.add(new EtcdSeen(at(110), -1, List.of(), ""));
    seen(160, true).settled(175);
    step(Phase.AFTER, "verify-cluster", 180);
    Expectations demands = demanding(DisasterRow.ETCD_QUORUM, DataLoss.NONE, false);
    assertThat(new QuorumKept().check(told(), demands).outcome()).isEqualTo(Outcome.PASS);
    told.add(new EtcdSeen(at(190), 3, List.of(CP_1), ""));
    assertThat(new QuorumKept().check(told(), demands).outcome()).isEqualTo(Outcome.FAIL);
  }

  @Test
  void requests_that_fail_while_the_cluster_is_broken_count_only_where_that_is_demanded() {
    step(Phase.BEFORE, "back-up-etcd", 10);
    broken(100).seen(160, true).settled(175);
    told.add(window("workload", 90, Duration.ofMillis(50)));
    told.add(window("workload", 120, Duration.ofSeconds(30)));
    told.add(new RequestFailed(at(121), "workload", "no response within 2000 ms"));
    step(Phase.AFTER, "verify-cluster", 180);
    WorkloadServed checker = new WorkloadServed(new LoadRates(0, 0));
    Expectations lenient = demanding(DisasterRow.ETCD_QUORUM, DataLoss.NONE, false);
    Expectations strict = demanding(DisasterRow.ETCD_QUORUM, DataLoss.NONE, true);
    assertThat(checker.check(told(), lenient).outcome()).isEqualTo(Outcome.PASS);
    assertThat(checker.check(told(), strict).outcome()).isEqualTo(Outcome.FAIL);
    told.add(window("workload", 164, Duration.ofSeconds(5)));
    assertThat(checker.check(told(), lenient).outcome()).isEqualTo(Outcome.FAIL);
  }

  @Test
  void requests_recorded_one_by_one_that_failed_while_it_was_broken_are_not_counted_after_all() {
    step(Phase.BEFORE, "back-up-etcd", 10);
    broken(100).seen(160, true).settled(175);
    told.add(new RequestFailed(at(120), "workload", "no response"));
    told.add(window("workload", 164, Duration.ofMillis(50)));
    step(Phase.AFTER, "verify-cluster", 180);
    WorkloadServed checker = new WorkloadServed(new LoadRates(0, 0));
    Expectations lenient = demanding(DisasterRow.TOTAL_LOSS, DataLoss.NONE, false);
    assertThat(checker.check(told(), lenient).outcome()).isEqualTo(Outcome.PASS);
    told.add(new RequestFailed(at(166), "workload", "no response"));
    assertThat(checker.check(told(), lenient).outcome()).isEqualTo(Outcome.FAIL);
  }

  private static LoadWindow window(String stream, long second, Duration gap) {
    Duration fast = Duration.ofMillis(1);
    return new LoadWindow(at(second), stream, Duration.ofSeconds(5), 50, 0, fast, fast, fast, gap);
  }
}
