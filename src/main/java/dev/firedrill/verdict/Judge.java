package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.model.Expectations;
import dev.firedrill.model.LoadRates;
import java.util.List;
import java.util.function.Function;

/**
 * Asks every checker and puts their findings together. A checker that breaks down is {@link
 * Outcome#HARNESS_ERROR} and keeps no other from being asked.
 */
public final class Judge {

  private final Function<LoadRates, List<Checker>> checkers;

  /** Asks every checker there is. */
  public Judge() {
    this(Judge::all);
  }

  Judge(Function<LoadRates, List<Checker>> checkers) {
    this.checkers = checkers;
  }

  /**
   * The verdict on a run. Pure: the same arguments give an equal verdict.
   *
   * @param history what was recorded
   * @param expectations what the scenario demands
   * @param load the load the scenario demands
   */
  public Verdict judge(History history, Expectations expectations, LoadRates load) {
    return Verdict.of(
        checkers.apply(load).stream()
            .map(checker -> finding(checker, history, expectations))
            .toList());
  }

  private static Finding finding(Checker checker, History history, Expectations expectations) {
    try {
      return checker.check(history, expectations);
    } catch (RuntimeException brokeDown) {
      return new Finding(
          checker.name(),
          Outcome.HARNESS_ERROR,
          "the checker broke down: %s; keep the run folder, this is a defect of Firedrill"
              .formatted(brokeDown),
          List.of());
    }
  }

  private static List<Checker> all(LoadRates load) {
    return List.of(
        new HarnessHeld(),
        new RunCompleted(),
        new WatchUnbroken(),
        new StepsSucceeded(),
        new OrderOfSteps(),
        new VersionSkew(),
        new QuorumKept(),
        new RecoveryTime(),
        new AcknowledgedWritesKept(load),
        new NodesDrained(),
        new DisruptionBudgetsKept(load),
        new ServiceProxiesRan(),
        new BackupBeforeChange(),
        new WorkloadServed(load),
        new ApiServed(load),
        new EndState());
  }
}
