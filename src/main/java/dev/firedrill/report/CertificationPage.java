package dev.firedrill.report;

import dev.firedrill.model.DisasterRow;
import dev.firedrill.verdict.Outcome;
import java.time.Duration;

/** The recovery table as a page that needs nothing but itself. */
final class CertificationPage {

  private final Certification certification;
  private final Markup page = new Markup();

  private CertificationPage(Certification certification) {
    this.certification = certification;
  }

  static String of(Certification certification) {
    return new CertificationPage(certification).write();
  }

  private String write() {
    new RecoveryHead(
            certification.outcome(),
            "Recovery table",
            summary(),
            "%s backend, seed %s, started %s"
                .formatted(
                    certification.backend(),
                    certification.seed(),
                    VerdictSection.moment(certification.startedAt())),
            certification.simulated())
        .write(page);
    table();
    return page.close().close().close().toString() + "\n";
  }

  private String summary() {
    long passed =
        certification.rows().stream().filter(row -> row.outcome() == Outcome.PASS).count();
    return "%d of %d rows recovered within their bound, and lost no more than they may."
            .formatted(passed, certification.applicableRows())
        + (certification.applicableRows() == certification.asked().size()
            ? ""
            : " %d do not apply to these clusters."
                .formatted(certification.asked().size() - certification.applicableRows()));
  }

  private void table() {
    page.open("section", "id", "rows").leaf("h2", "Rows");
    page.open("div", "class", "scroll").open("table").open("thead").open("tr");
    for (String heading :
        new String[] {
          "Row", "What goes wrong", "Recovery", "Bound", "Measured", "Data loss", "Verdict"
        }) {
      page.leaf("th", heading);
    }
    page.close().close().open("tbody").line();
    certification.rows().forEach(this::row);
    certification.left().stream()
        .map(row -> CertifiedRow.notRun(row, Outcome.INCONCLUSIVE, "not drilled"))
        .forEach(this::row);
    page.close().close().close().close().line();
  }

  private void row(CertifiedRow certified) {
    DisasterRow row = certified.row();
    page.open("tr");
    page.open("td");
    if (certified.page().isEmpty()) {
      page.text(row.key());
    } else {
      page.leaf("a", row.key(), "href", certified.page());
    }
    page.close()
        .leaf("td", row.fault())
        .leaf("td", row.recovery())
        .leaf("td", bound(row))
        .leaf("td", certified.measured().isEmpty() ? "not measured" : certified.measured())
        .leaf("td", certified.dataLoss().isEmpty() ? "not known" : certified.dataLoss());
    page.open("td")
        .leaf(
            "span",
            certified.words(),
            "class",
            "badge small " + VerdictSection.styleOf(certified.outcome()))
        .leaf("p", certified.why(), "class", "quiet")
        .close();
    page.close().line();
  }

  private static String bound(DisasterRow row) {
    Duration lower = row.lowerBound();
    String upper = whole(row.upperBound());
    return lower.isZero() ? upper : upper + " (table: from " + whole(lower) + ")";
  }

  /** The table's own figures are round. */
  private static String whole(Duration length) {
    if (length.toMinutesPart() == 0 && length.toHours() > 0) {
      return length.toHours() + " h";
    }
    return length.toSecondsPart() == 0 && length.toMinutes() > 0
        ? length.toMinutes() + " min"
        : Readable.length(length);
  }
}
