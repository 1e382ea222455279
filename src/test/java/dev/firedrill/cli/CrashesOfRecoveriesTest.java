package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.Observation.RunResumed;
import dev.firedrill.operations.StepVocabulary;
import dev.firedrill.scenario.Scenario;
import dev.firedrill.scenario.ScenarioFile;
import dev.firedrill.scenario.ScenarioLibrary;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.verdict.Finding;
import dev.firedrill.verdict.Outcome;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Firedrill is killed at a boundary of a recovery and started again. It reaches a verified cluster,
 * and no acknowledged write is lost that a quorum, or the last backup, held.
 */
class CrashesOfRecoveriesTest {

  private static final ScenarioLibrary LIBRARY =
      new ScenarioLibrary(Path.of("").toAbsolutePath(), StepVocabulary.steps(), TopologyFile::read);

  private static Scenario scenario(String name) {
    return ScenarioFile.read(LIBRARY.scenario(name), LIBRARY).require();
  }

  /** What was done and not recorded is done again. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "end of recovery-03-wipe-etcd-member-cp-2",
        "end of recovery-04-rejoin-etcd-member-cp-2"
      })
  void a_member_is_replaced_also_where_nobody_knows_what_was_done(String boundary) {
    assertThat(crashed("etcd-member-failure", 1, boundary)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DisasterConfirmed", "end of recovery-03-restore-etcd"})
  void a_snapshot_is_restored_also_where_nobody_knows_what_was_done(String boundary) {
    assertThat(crashed("etcd-quorum-loss", 1, boundary)).isEmpty();
  }

  /** A machine that the fault took away answers nobody; a fault that is there is not repeated. */
  @ParameterizedTest
  @CsvSource({
    "worker-failure, RecoveryEnded",
    "certificate-expiry-single, DisasterConfirmed",
    "total-cluster-loss, begin of recovery-01-replace-machines"
  })
  void a_run_is_resumed_in_the_middle_of_its_disaster(String name, String boundary) {
    assertThat(crashed(name, 1, boundary)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "end of recovery-01-replace-machines",
        "end of recovery-05-rebuild-control-plane-cp-1",
        "end of recovery-07-join-control-plane-cp-2"
      })
  void a_lost_cluster_is_rebuilt_also_where_nobody_knows_what_was_done(String boundary) {
    assertThat(crashed("total-cluster-loss", 1, boundary)).isEmpty();
  }

  /**
   * Every scenario that recovers from a fault and has no schedule of its own; or those that are
   * named in the property {@code firedrill.crashes.only}, which may be plain changes too.
   */
  static Stream<String> recoveries() {
    String only = System.getProperty("firedrill.crashes.only", "");
    return only.isEmpty()
        ? LIBRARY.names().stream().filter(CrashesOfRecoveriesTest::isRecovery)
        : Arrays.stream(only.split(","));
  }

  private static boolean isRecovery(String name) {
    Scenario scenario = scenario(name);
    return scenario.fault() != null && scenario.faults().isEmpty() && scenario.expected().pass();
  }

  @Test
  void there_are_recoveries_to_be_killed_in() {
    assertThat(LIBRARY.names().stream().filter(CrashesOfRecoveriesTest::isRecovery))
        .contains("worker-failure", "total-cluster-loss-encrypted", "ca-expiry-single")
        .doesNotContain("drain-for-maintenance", "wrong/same-name-on-all")
        .hasSizeGreaterThan(15);
  }

  @Tag("seeds")
  @ParameterizedTest
  @MethodSource("recoveries")
  void killed_at_any_boundary_a_recovery_reaches_a_verified_cluster(
      String name, TestReporter figures) {
    Queue<String> against = new ConcurrentLinkedQueue<>();
    LongStream.rangeClosed(1, Long.getLong("firedrill.crashes.seeds", 1))
        .forEach(
            seed -> {
              List<String> boundaries = CrashedDrill.boundaries(scenario(name), seed);
              figures.publishEntry("boundaries of " + name, "" + boundaries.size());
              assertThat(boundaries).hasSizeGreaterThan(3);
              boundaries.parallelStream()
                  .forEach(boundary -> against.addAll(crashed(name, seed, boundary)));
            });
    assertThat(against).isEmpty();
  }

  /** What speaks against the drill that was killed there; none where it passed. */
  private static List<String> crashed(String name, long seed, String boundary) {
    CrashedDrill.Ended ended = CrashedDrill.run(scenario(name), seed, boundary);
    assertThat(ended.history().history().of(RunResumed.class))
        .as("%s --seed %d was killed at the %s", name, seed, boundary)
        .hasSize(1);
    return ended.verdict().findings().stream()
        .filter(finding -> finding.outcome() != Outcome.PASS)
        .map(finding -> sentence(name, seed, boundary, finding))
        .toList();
  }

  private static String sentence(String name, long seed, String boundary, Finding finding) {
    return "%s --seed %d, killed at the %s: %s: %s: %s"
        .formatted(name, seed, boundary, finding.outcome(), finding.checker(), finding.summary());
  }
}
