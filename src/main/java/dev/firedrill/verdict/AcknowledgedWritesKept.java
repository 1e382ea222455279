package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.LedgerAudited;
import dev.firedrill.history.Observation.LedgerUnacknowledged;
import dev.firedrill.history.Observation.LedgerWritten;
import dev.firedrill.model.Expectations;
import dev.firedrill.model.LoadRates;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * No ledger entry that the API acknowledged is lost, but for those that the scenario allows. One
 * that it did not acknowledge may be there or not.
 */
final class AcknowledgedWritesKept implements Checker {

  private static final String OBJECT = "ledger";

  private final LoadRates rates;

  AcknowledgedWritesKept(LoadRates rates) {
    this.rates = rates;
  }

  @Override
  public String name() {
    return "acknowledged writes";
  }

  @Override
  public Finding check(History history, Expectations expectations) {
    Assessment assessment = new Assessment(this);
    Optional<LedgerAudited> last = history.last(LedgerAudited.class);
    Set<Long> mayBeLost = AllowedLoss.of(history, expectations.demands().dataLoss());
    Set<Long> acknowledged = new HashSet<>();
    boolean audited = false;
    for (Observation observation : history.observations()) {
      if (observation instanceof LedgerWritten written) {
        acknowledged.add(written.number());
        audited = false;
      } else if (observation instanceof LedgerAudited audit) {
        judge(audit, acknowledged, mayBeLost, last.filter(audit::equals).isPresent(), assessment);
        audited = true;
      }
    }
    boolean demanded = rates.ledgerPerSecond() > 0;
    if (!demanded && acknowledged.isEmpty()) {
      return assessment.conclude("no ledger was demanded and none was written");
    }
    if (acknowledged.isEmpty()) {
      assessment.missing("a ledger was demanded and no entry was acknowledged");
    }
    if (!audited) {
      assessment.missing("the ledger was not read back after its last entry");
    }
    if (demanded) {
      silences(history, assessment);
    }
    Unobserved.of(history).noteIn(assessment);
    return assessment.conclude(
        lossOf(last)
            .map(
                lost ->
                    "%d of %d acknowledged entries are lost, as the scenario allows: all were made after the last verified backup"
                        .formatted(lost, acknowledged.size()))
            .orElse(
                "all %d acknowledged entries were there in the end"
                    .formatted(acknowledged.size())));
  }

  /**
   * Judges one audit.
   *
   * @param last true for the last one: entries are counted only when no more are being written
   */
  private static void judge(
      LedgerAudited audit,
      Set<Long> acknowledged,
      Set<Long> mayBeLost,
      boolean last,
      Assessment assessment) {
    List<Long> gone = audit.missing().stream().filter(acknowledged::contains).toList();
    List<Long> lost = gone.stream().filter(number -> !mayBeLost.contains(number)).toList();
    if (gone.size() > lost.size()) {
      assessment.note(
          audit.at(),
          OBJECT,
          "%d of %d acknowledged entries are lost, all made after the last verified backup"
              .formatted(gone.size() - lost.size(), acknowledged.size()));
    }
    List<Long> strange = audit.missing().stream().filter(n -> !acknowledged.contains(n)).toList();
    if (!lost.isEmpty()) {
      assessment.violation(
          audit.at(),
          OBJECT,
          "%d of %d acknowledged entries are lost: %s"
              .formatted(lost.size(), acknowledged.size(), few(lost)));
    }
    if (last && lost.isEmpty() && audit.present() + gone.size() < acknowledged.size()) {
      assessment.violation(
          audit.at(),
          OBJECT,
          "%d entries acknowledged, only %d there".formatted(acknowledged.size(), audit.present()));
    }
    if (!strange.isEmpty()) {
      assessment.doubt(
          audit.at(), OBJECT, "misses entries whose acknowledgement is not known: " + few(strange));
    }
  }

  /** While the cluster was changed, writes were tried all the time. */
  private static void silences(History history, Assessment assessment) {
    List<Instant> tried =
        history.observations().stream()
            .filter(o -> o instanceof LedgerWritten || o instanceof LedgerUnacknowledged)
            .map(Observation::at)
            .toList();
    Unobserved unobserved = Unobserved.of(history).and(Disruption.of(history).unusable());
    Spans.change(history).stream()
        .flatMap(change -> Silence.in(change, tried, unobserved).stream())
        .forEach(
            silence ->
                assessment.doubt(
                    silence.from(),
                    OBJECT,
                    "no write was tried for " + Interval.seconds(unobserved.observed(silence))));
  }

  private static Optional<Integer> lossOf(Optional<LedgerAudited> last) {
    return last.map(audit -> audit.missing().size()).filter(lost -> lost > 0);
  }

  private static String few(List<Long> numbers) {
    String first = numbers.subList(0, Math.min(10, numbers.size())).toString();
    return numbers.size() > 10 ? first + " and " + (numbers.size() - 10) + " more" : first;
  }
}
