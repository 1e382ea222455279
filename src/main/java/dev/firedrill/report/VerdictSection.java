package dev.firedrill.report;

import dev.firedrill.verdict.Outcome;
import dev.firedrill.verdict.Verdict;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The top of the page: the verdict, what it is of, and the figures beside what was demanded. */
final class VerdictSection {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final ObservedRun run;
  private final Verdict verdict;
  private final RunFiles files;

  VerdictSection(ObservedRun run, Verdict verdict, RunFiles files) {
    this.run = run;
    this.verdict = verdict;
    this.files = files;
  }

  void write(Markup page) {
    RunDescription description = run.description();
    String style = styleOf(verdict.outcome());
    page.open("header", "class", "verdict " + style);
    page.open("div", "class", "headline")
        .leaf("span", wordsFor(verdict.outcome()), "class", "badge " + style)
        .leaf("h1", description.scenario())
        .close();
    page.leaf("p", meaningOf(verdict.outcome()), "class", "meaning");
    page.leaf(
        "p",
        "%s backend, seed %s, started %s, lasted %s"
            .formatted(
                description.backend(),
                description.seed(),
                moment(description.startedAt()),
                Readable.length(run.course().whole().length())),
        "class",
        "quiet");
    if (description.simulated()) {
      simulated(page);
    }
    if (files.has("allure-report/index.html")) {
      page.open("p").leaf("a", "Allure report", "href", "allure-report/index.html").close();
    }
    page.close().line();
    figures(page);
  }

  /** Says so where it cannot be missed. */
  static void simulated(Markup page) {
    page.leaf(
        "p",
        "Simulated. No real cluster was used: every figure here is a simulator's.",
        "class",
        "simulated");
  }

  static String styleOf(Outcome outcome) {
    return switch (outcome) {
      case PASS -> "pass";
      case FAIL -> "fail";
      case INCONCLUSIVE -> "inconclusive";
      case HARNESS_ERROR -> "harness-error";
    };
  }

  static String wordsFor(Outcome outcome) {
    return outcome.name().replace('_', ' ');
  }

  private void figures(Markup page) {
    page.open("dl", "class", "figures");
    for (KeyFigure figure : KeyFigure.of(run)) {
      page.open("div")
          .leaf("dt", figure.name())
          .leaf("dd", figure.measured(), "class", "measured")
          .leaf("dd", figure.demanded(), "class", "quiet")
          .close();
    }
    page.close().line();
  }

  private static String meaningOf(Outcome outcome) {
    return switch (outcome) {
      case PASS -> "Everything that was demanded was seen to hold.";
      case FAIL -> "Something was seen that must not be.";
      case INCONCLUSIVE -> "Something that had to be seen was not: nobody can say.";
      case HARNESS_ERROR -> "Firedrill itself failed: this run is no evidence.";
    };
  }

  static String moment(Instant at) {
    return MOMENT.format(at);
  }
}
