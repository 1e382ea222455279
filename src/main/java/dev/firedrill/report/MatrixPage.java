package dev.firedrill.report;

import dev.firedrill.model.DisasterRow;
import dev.firedrill.verdict.Outcome;

/** Rows by backends as a page that needs nothing but itself, and links each backend's table. */
final class MatrixPage {

  private final CertificationMatrix matrix;
  private final Markup page = new Markup();

  private MatrixPage(CertificationMatrix matrix) {
    this.matrix = matrix;
  }

  static String of(CertificationMatrix matrix) {
    return new MatrixPage(matrix).write();
  }

  private String write() {
    new RecoveryHead(
            matrix.outcome(),
            "Recovery table by backend",
            "Drilled on " + matrix.usability() + ".",
            "seed %s, started %s"
                .formatted(matrix.seed(), VerdictSection.moment(matrix.startedAt())),
            matrix.certifications().stream().allMatch(Certification::simulated))
        .write(page);
    table();
    notes();
    return page.close().close().close().toString() + "\n";
  }

  private void table() {
    page.open("section", "id", "matrix").leaf("h2", "Rows by backend");
    page.open("div", "class", "scroll").open("table").open("thead").open("tr").leaf("th", "Row");
    for (Certification each : matrix.certifications()) {
      page.open("th").leaf("a", each.backend(), "href", each.backend() + ".html").close();
    }
    matrix.unusable().forEach(each -> page.leaf("th", each.name()));
    page.close().close().open("tbody").line();
    matrix.asked().forEach(this::row);
    page.close().close().close().close().line();
  }

  private void row(DisasterRow row) {
    page.open("tr").leaf("td", row.key());
    for (String backend : matrix.backends()) {
      page.open("td");
      cell(backend, row);
      page.close();
    }
    page.close().line();
  }

  private void cell(String backend, DisasterRow row) {
    CertifiedRow certified =
        matrix.certified(backend, row).orElse(CertifiedRow.notRun(row, Outcome.INCONCLUSIVE, ""));
    page.open("span", "class", "badge small " + VerdictSection.styleOf(certified.outcome()));
    page.text(matrix.cell(backend, row)).close();
    if (!certified.page().isEmpty()) {
      page.text(" ").leaf("a", "report", "href", certified.page());
    }
  }

  private void notes() {
    if (matrix.notes().isEmpty()) {
      return;
    }
    page.open("section", "id", "notes").leaf("h2", "Notes").open("ul");
    matrix.notes().forEach(note -> page.leaf("li", note));
    page.close().close().line();
  }
}
