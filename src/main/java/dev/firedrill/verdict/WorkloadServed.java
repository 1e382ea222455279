package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.RequestFailed;
import dev.firedrill.model.Expectations;
import dev.firedrill.model.LoadRates;
import java.time.Instant;

/** The workload answered: failed requests and the longest gap are within what is allowed. */
final class WorkloadServed implements Checker {

  private static final String STREAM = "workload";

  /** Less of the demanded requests than this, and the load was not the one demanded. */
  private static final double ENOUGH = 0.9;

  private final LoadRates rates;

  WorkloadServed(LoadRates rates) {
    this.rates = rates;
  }

  @Override
  public String name() {
    return "workload";
  }

  @Override
  public Finding check(History history, Expectations expectations) {
    Assessment assessment = new Assessment(this);
    boolean throughout = expectations.demands().workloadThroughout();
    LoadStream stream = LoadStream.of(history, STREAM);
    if (rates.httpPerSecond() == 0 && stream.windows().isEmpty() && stream.failures() == 0) {
      return assessment.conclude("no load of the workload was demanded and none was offered");
    }
    LoadJudgement judgement = new LoadJudgement(stream, history, throughout, assessment);
    Disruption fault = throughout ? Disruption.NONE : Disruption.of(history);
    LoadStream judged = stream.without(fault, Disturbed.of(history), history);
    failures(judged, expectations.workloadFailedRequests(), history, assessment);
    judgement.gaps(expectations.workloadLongestGap());
    if (rates.httpPerSecond() > 0) {
      judgement.offered();
      rate(stream, history, assessment);
    }
    return assessment.conclude(
        "%d of %d requests failed, the longest gap was %s"
            .formatted(judged.failed(), judged.sent(), Interval.seconds(judgement.longestGap())));
  }

  private static void failures(
      LoadStream stream, long allowed, History history, Assessment assessment) {
    if (stream.failed() > allowed) {
      assessment.violation(
          start(stream, history),
          STREAM,
          "%d of %d requests failed, at most %d allowed"
              .formatted(stream.failed(), stream.sent(), allowed));
    }
    history
        .of(RequestFailed.class)
        .filter(failed -> failed.stream().equals(STREAM))
        .forEach(failed -> assessment.note(failed.at(), STREAM, "request failed: " + failed.why()));
  }

  private void rate(LoadStream stream, History history, Assessment assessment) {
    double demanded = rates.httpPerSecond() * (stream.covered().toMillis() / 1000.0);
    if (stream.sent() < demanded * ENOUGH) {
      assessment.doubt(
          start(stream, history),
          STREAM,
          "only %d of %.0f requests demanded were sent".formatted(stream.sent(), demanded));
    }
  }

  private static Instant start(LoadStream stream, History history) {
    return stream.windows().isEmpty()
        ? history.observations().get(0).at()
        : stream.windows().get(0).at();
  }
}
