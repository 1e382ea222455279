package dev.firedrill.report;

import dev.firedrill.verdict.Outcome;
import java.util.Locale;

/**
 * How a page of recoveries begins: the outcome, and what it is the outcome of.
 *
 * @param outcome of all that the page shows
 * @param heading for example {@code Recovery table}
 * @param meaning one sentence
 * @param quiet where it comes from
 * @param simulated true where no real cluster was used
 */
record RecoveryHead(
    Outcome outcome, String heading, String meaning, String quiet, boolean simulated) {

  /** Leaves html, body and main open. */
  void write(Markup page) {
    page.raw("<!doctype html>\n").open("html", "lang", "en");
    Page.head(
        page,
        outcome + " " + heading.substring(0, 1).toLowerCase(Locale.ROOT) + heading.substring(1));
    page.open("body").open("main").line();
    String style = VerdictSection.styleOf(outcome);
    page.open("header", "class", "verdict " + style);
    page.open("div", "class", "headline")
        .leaf("span", VerdictSection.wordsFor(outcome), "class", "badge " + style)
        .leaf("h1", heading)
        .close();
    page.leaf("p", meaning, "class", "meaning");
    page.leaf("p", quiet, "class", "quiet");
    if (simulated) {
      VerdictSection.simulated(page);
    }
    page.close().line();
  }
}
