package dev.firedrill.report;

/** A table of texts; it scrolls by itself where the page is narrow. */
final class Table {

  private final Markup page;

  Table(Markup page, String... headings) {
    this.page = page;
    page.open("div", "class", "scroll").open("table").open("thead").open("tr");
    for (String heading : headings) {
      page.leaf("th", heading);
    }
    page.close().close().open("tbody").line();
  }

  void row(String... cells) {
    page.open("tr");
    for (String cell : cells) {
      page.leaf("td", cell);
    }
    page.close().line();
  }

  void end() {
    page.close().close().close().line();
  }
}
