package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.model.Expectations;
import dev.firedrill.model.LoadRates;

/**
 * The API answered through its endpoint: the longest gap is within what is allowed. Its stream goes
 * with any load: without it nothing tells that the API could be reached.
 */
final class ApiServed implements Checker {

  private static final String STREAM = "api";

  private final LoadRates rates;

  ApiServed(LoadRates rates) {
    this.rates = rates;
  }

  @Override
  public String name() {
    return "API";
  }

  @Override
  public Finding check(History history, Expectations expectations) {
    Assessment assessment = new Assessment(this);
    LoadStream stream = LoadStream.of(history, STREAM);
    boolean demanded = rates.ledgerPerSecond() > 0 || rates.httpPerSecond() > 0;
    if (!demanded && stream.windows().isEmpty()) {
      return assessment.conclude("no load of the API was demanded and none was offered");
    }
    LoadJudgement judgement =
        new LoadJudgement(stream, history, expectations.demands().apiThroughout(), assessment);
    judgement.gaps(expectations.apiLongestGap());
    if (demanded) {
      judgement.offered();
    }
    return assessment.conclude(
        "the longest gap was %s, at most %s allowed"
            .formatted(
                Interval.seconds(judgement.longestGap()),
                Interval.seconds(expectations.apiLongestGap())));
  }
}
