package dev.firedrill.report;

import dev.firedrill.verdict.Evidence;
import dev.firedrill.verdict.Finding;
import dev.firedrill.verdict.Outcome;
import dev.firedrill.verdict.Verdict;
import java.time.Instant;
import java.util.List;

/** Verdicts to test with. */
final class Verdicts {

  private static final Instant AT = RunDescriptions.STARTED_AT.plusSeconds(230);

  static final Finding GOOD =
      new Finding("harness", Outcome.PASS, "the harness recorded no failure", List.of());

  static final Finding BAD =
      new Finding(
          "API",
          Outcome.FAIL,
          "api: 12.4 s without a success, at most 10.0 s allowed <script>alert(1)</script>",
          List.of(
              new Evidence(AT, "api", "12.4 s without a success, at most 10.0 s allowed"),
              new Evidence(AT.plusSeconds(4), "api", "request failed: connection \"refused\"")));

  static final Finding DOUBTFUL =
      new Finding(
          "watch",
          Outcome.INCONCLUSIVE,
          "node worker-1: not looked at for 17.0 s",
          List.of(new Evidence(AT, "node worker-1", "not looked at for 17.0 s")));

  private Verdicts() {}

  static Verdict pass() {
    return Verdict.of(
        List.of(
            GOOD,
            finding("run completed", "the run ended"),
            finding("steps", "all 28 steps succeeded"),
            finding(
                "version skew", "no kubelet was newer than an API server, none 2 minors behind"),
            finding("etcd quorum", "at least 2 of 3 members were healthy all the time"),
            finding("acknowledged writes", "all 1200 acknowledged entries were there in the end"),
            finding("workload", "0 of 51200 requests failed, the longest gap was 0.0 s")));
  }

  static Verdict fail() {
    return Verdict.of(
        List.of(GOOD, finding("run completed", "the run ended"), BAD, DOUBTFUL, steps()));
  }

  static Verdict of(Outcome outcome) {
    return Verdict.of(List.of(new Finding("one", outcome, "told by one", List.of())));
  }

  private static Finding steps() {
    return new Finding(
        "steps",
        Outcome.FAIL,
        "drain of worker-1: failed: draining node worker-1: expected every pod evicted within 30 s,"
            + " saw <shop/web-2> refused by budget \"web\" & 2 more",
        List.of(new Evidence(AT.plusSeconds(50), "drain of worker-1", "failed")));
  }

  private static Finding finding(String checker, String summary) {
    return new Finding(
        checker, Outcome.PASS, summary, List.of(new Evidence(AT, checker, "as it should be")));
  }
}
