package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.DisasterBegun;
import dev.firedrill.history.Observation.DisasterConfirmed;
import dev.firedrill.history.Observation.DisasterDoubted;
import dev.firedrill.history.Observation.DisasterHealed;
import dev.firedrill.history.Observation.RecoveryEnded;
import dev.firedrill.model.DisasterRow;
import dev.firedrill.model.Expectations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The cluster recovered from the scenario's fault, within the bound of its row. The clock goes on
 * while the harness is dead: a bound passed only because nobody looked is left open.
 */
final class RecoveryTime implements Checker {

  private static final String OBJECT = "recovery";

  @Override
  public String name() {
    return "recovery time";
  }

  @Override
  public Finding check(History history, Expectations expectations) {
    Assessment assessment = new Assessment(this);
    Optional<DisasterRow> row = expectations.demands().disaster();
    Optional<DisasterBegun> begun = history.first(DisasterBegun.class);
    if (begun.isEmpty()) {
      row.ifPresent(
          demanded ->
              assessment.missing("row %s: no fault was injected".formatted(demanded.key())));
      return assessment.conclude("no disaster was rehearsed");
    }
    Optional<DisasterConfirmed> confirmed = history.first(DisasterConfirmed.class);
    if (confirmed.isEmpty()) {
      String why = history.last(DisasterDoubted.class).map(DisasterDoubted::why).orElse("");
      assessment.doubt(begun.get().at(), begun.get().fault(), "was not seen to be there " + why);
      return assessment.conclude("");
    }
    recovered(history, row, confirmed.get().at(), assessment);
    history
        .of(DisasterHealed.class)
        .reduce((earlier, later) -> later)
        .filter(healing -> !healing.healed())
        .ifPresent(
            healing ->
                assessment.doubt(
                    healing.at(), begun.get().fault(), "was not healed: " + healing.detail()));
    Unobserved.of(history).noteIn(assessment);
    return assessment.conclude(held(history, row));
  }

  private static void recovered(
      History history, Optional<DisasterRow> row, Instant confirmed, Assessment assessment) {
    RecoveryClock clock = RecoveryClock.of(history);
    Optional<RecoveryEnded> ended = clock.ended();
    if (ended.isEmpty()) {
      assessment.missing("the run broke off before the recovery was seen");
    } else if (clock.recovered().isEmpty()) {
      assessment.violation(
          ended.get().at(),
          OBJECT,
          "the cluster did not recover in %s: %s"
              .formatted(
                  Interval.seconds(Duration.between(confirmed, ended.get().at())),
                  ended.get().why()));
    } else if (row.isPresent()) {
      bound(history, row.get(), new Interval(confirmed, clock.recovered().get()), assessment);
    }
  }

  private static void bound(
      History history, DisasterRow row, Interval recovery, Assessment assessment) {
    Optional<Duration> measured = RecoveryClock.of(history).measured(row);
    if (measured.isEmpty()) {
      assessment.missing("nobody asked the API while the fault was there");
      return;
    }
    if (measured.get().compareTo(row.upperBound()) <= 0) {
      return;
    }
    String seen =
        "took %s, at most %s allowed for row %s"
            .formatted(
                Interval.seconds(measured.get()), Interval.seconds(row.upperBound()), row.key());
    Duration observed = Unobserved.of(history).observed(recovery);
    if (observed.compareTo(recovery.length()) < 0 && observed.compareTo(row.upperBound()) <= 0) {
      assessment.doubt(recovery.from(), OBJECT, seen + "; nobody looked for a part of it");
    } else {
      assessment.violation(recovery.from(), OBJECT, seen);
    }
  }

  private static String held(History history, Optional<DisasterRow> row) {
    if (row.isEmpty()) {
      return "the cluster recovered; the scenario asserts no row's bound";
    }
    return "row %s took %s, at most %s allowed"
        .formatted(
            row.get().key(),
            RecoveryClock.of(history).measured(row.get()).map(Interval::seconds).orElse("nothing"),
            Interval.seconds(row.get().upperBound()));
  }
}
