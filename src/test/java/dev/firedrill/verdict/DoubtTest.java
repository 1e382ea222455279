package dev.firedrill.verdict;

import static dev.firedrill.verdict.Judged.judged;
import static dev.firedrill.verdict.UpgradeStory.goodHistory;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.BackupRead;
import dev.firedrill.history.Observation.BackupTaken;
import dev.firedrill.history.Observation.BudgetSeen;
import dev.firedrill.history.Observation.CheckMade;
import dev.firedrill.history.Observation.ComponentSeen;
import dev.firedrill.history.Observation.EtcdSeen;
import dev.firedrill.history.Observation.LedgerAudited;
import dev.firedrill.history.Observation.LedgerWritten;
import dev.firedrill.history.Observation.LoadWindow;
import dev.firedrill.history.Observation.NodeSeen;
import dev.firedrill.history.Observation.PodRemoved;
import dev.firedrill.history.Observation.PodsSeen;
import dev.firedrill.history.Observation.RunEnded;
import dev.firedrill.history.Observation.RunResumed;
import dev.firedrill.history.Observation.RunStarted;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.history.Observation.StepStarted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was not seen is never taken for well. */
class DoubtTest {

  @Test
  void an_empty_history_proves_nothing() {
    Judged judged = judged(new History(List.of()));
    judged.leavesOpen("run completed", "the history is empty");
    assertThat(judged.verdict().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
  }

  /** A correct upgrade that breaks off is no pass, and no fault of the upgrade either. */
  @Test
  void a_history_that_breaks_off_anywhere_is_inconclusive() {
    History whole = goodHistory();
    for (int length = 1; length < whole.observations().size(); length += 13) {
      assertBreaksOff(Mutants.truncated(whole, length));
    }
    assertBreaksOff(Mutants.truncated(whole, whole.observations().size() - 1));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        RunStarted.class,
        RunEnded.class,
        StepStarted.class,
        StepFinished.class,
        NodeSeen.class,
        ComponentSeen.class,
        EtcdSeen.class,
        BudgetSeen.class,
        PodRemoved.class,
        PodsSeen.class,
        LoadWindow.class,
        LedgerWritten.class,
        LedgerAudited.class,
        BackupRead.class,
        BackupTaken.class,
        CheckMade.class
      })
  void without_one_kind_of_observation_nothing_passes(Class<? extends Observation> kind) {
    Judged judged = judged(Mutants.without(goodHistory(), kind::isInstance));
    assertThat(judged.verdict().outcome())
        .as(judged.toString())
        .isIn(Outcome.INCONCLUSIVE, Outcome.FAIL);
  }

  @Test
  void without_the_looks_at_any_one_object_nothing_passes() {
    History whole = goodHistory();
    Set<String> objects = new HashSet<>();
    whole.observations().stream().map(DoubtTest::object).forEach(objects::add);
    objects.remove("");
    assertThat(objects).hasSizeGreaterThan(25);
    for (String object : objects) {
      Judged judged = judged(Mutants.without(whole, o -> object(o).equals(object)));
      assertThat(judged.verdict().outcome()).as(object).isEqualTo(Outcome.INCONCLUSIVE);
    }
  }

  @Test
  void without_any_one_line_of_a_steps_course_nothing_passes() {
    History whole = goodHistory();
    List<Observation> lines =
        whole.observations().stream()
            .filter(o -> o instanceof StepStarted || o instanceof StepFinished)
            .toList();
    for (Observation line : lines) {
      Judged judged = judged(Mutants.without(whole, o -> o == line));
      assertThat(judged.verdict().outcome()).as(line.toString()).isNotEqualTo(Outcome.PASS);
    }
  }

  /** Nonsense is doubted or failed, and breaks no checker down. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void a_history_torn_and_shuffled_breaks_no_checker_down(long seed) {
    Random random = new Random(seed);
    List<Observation> all = new ArrayList<>(goodHistory().observations());
    all.removeIf(observation -> random.nextInt(4) == 0);
    assertThat(judged(new History(all)).verdict().outcome())
        .isIn(Outcome.INCONCLUSIVE, Outcome.FAIL);
    Collections.shuffle(all, random);
    assertThat(judged(new History(all)).verdict().outcome())
        .isIn(Outcome.INCONCLUSIVE, Outcome.FAIL);
  }

  @Test
  void a_run_that_was_resumed_and_not_ended_is_left_open() {
    History whole = goodHistory();
    Instant end = whole.last(RunEnded.class).orElseThrow().at();
    List<Observation> all = new ArrayList<>(whole.observations());
    all.add(new RunResumed(end.plusSeconds(60)));
    judged(new History(all)).leavesOpen("run completed", "breaks off");
  }

  @Test
  void a_cluster_that_was_not_healthy_before_the_change_is_left_open() {
    History history =
        Mutants.changedAt(
            goodHistory(),
            CheckMade.class,
            0,
            c -> new CheckMade(c.at(), "baseline", "cluster", false, "healthy", "no DNS"));
    judged(history)
        .leavesOpen("run completed", "cluster: was not healthy before the change: no DNS");
  }

  @Test
  void a_history_of_two_runs_is_left_open() {
    History history =
        Mutants.with(
            goodHistory(), new RunStarted(Instant.EPOCH, "other", 1, "test", true, Map.of()));
    judged(history).leavesOpen("run completed", "holds more than one run");
  }

  @Test
  void a_run_that_changed_nothing_is_left_open() {
    judged(UpgradeStory.begun().preflight().backUpEtcd().ended())
        .leavesOpen("run completed", "no step of a change was begun")
        .leavesOpen("order of steps", "no step of a change was begun");
  }

  private static void assertBreaksOff(History history) {
    Judged judged = judged(history);
    assertThat(judged.verdict().outcome())
        .as(history.observations().size() + " observations: " + judged)
        .isEqualTo(Outcome.INCONCLUSIVE);
  }

  private static String object(Observation observation) {
    if (observation instanceof NodeSeen seen) {
      return seen.node().value();
    }
    if (observation instanceof ComponentSeen seen) {
      String kubectl = "kubectl";
      return seen.component().value().equals(kubectl) ? "" : ComponentOn.of(seen).toString();
    }
    if (observation instanceof LoadWindow window) {
      return window.stream();
    }
    return observation instanceof EtcdSeen ? "etcd" : "";
  }
}
