package dev.firedrill.report;

import dev.firedrill.verdict.Evidence;
import dev.firedrill.verdict.Finding;
import dev.firedrill.verdict.Outcome;
import dev.firedrill.verdict.Verdict;
import java.util.Comparator;
import java.util.List;

/** What each checker found, the worst first; what passed is folded. */
final class FindingsSection {

  private static final int MOST_SHOWN = 8;

  private final ObservedRun run;
  private final List<Finding> findings;

  FindingsSection(ObservedRun run, Verdict verdict) {
    this.run = run;
    this.findings =
        verdict.findings().stream()
            .sorted(Comparator.comparing(Finding::outcome).reversed())
            .toList();
  }

  void write(Markup page) {
    page.open("section", "id", "findings").leaf("h2", "Findings");
    findings.forEach(finding -> write(page, finding));
    page.close().line();
  }

  private void write(Markup page, Finding finding) {
    String style = "finding " + VerdictSection.styleOf(finding.outcome());
    if (finding.outcome() == Outcome.PASS) {
      page.open("details", "class", style);
    } else {
      page.open("details", "class", style, "open", "open");
    }
    page.open("summary")
        .leaf(
            "span",
            VerdictSection.wordsFor(finding.outcome()),
            "class",
            "badge small " + VerdictSection.styleOf(finding.outcome()))
        .leaf("b", finding.checker())
        .leaf("span", finding.summary(), "class", "summary")
        .close();
    evidence(page, finding.evidence());
    page.close().line();
  }

  private void evidence(Markup page, List<Evidence> evidence) {
    if (evidence.isEmpty()) {
      page.leaf("p", "No single observation to show.", "class", "quiet");
      return;
    }
    int shown = evidence.size() <= MOST_SHOWN + 2 ? evidence.size() : MOST_SHOWN;
    rows(page, evidence.subList(0, shown));
    if (shown < evidence.size()) {
      page.open("details", "class", "more")
          .leaf("summary", "%d more".formatted(evidence.size() - shown));
      rows(page, evidence.subList(shown, evidence.size()));
      page.close();
    }
  }

  private void rows(Markup page, List<Evidence> evidence) {
    Table table = new Table(page, "at", "object", "seen");
    for (Evidence one : evidence) {
      table.row(run.course().offset(one.at()), one.object(), one.seen());
    }
    table.end();
  }
}
