package dev.firedrill.report;

import dev.firedrill.verdict.Verdict;

/**
 * {@code index.html}: the whole report on one page that needs nothing but itself. The verdict comes
 * first, then what it rests on, then everything else that was seen.
 */
final class Page {

  private final ObservedRun run;
  private final Verdict verdict;
  private final Charts charts;
  private final RunFiles files;
  private final Markup page = new Markup();

  private Page(ObservedRun run, Verdict verdict, Charts charts, RunFiles files) {
    this.run = run;
    this.verdict = verdict;
    this.charts = charts;
    this.files = files;
  }

  static String of(ObservedRun run, Verdict verdict, Charts charts, RunFiles files) {
    return new Page(run, verdict, charts, files).write();
  }

  private String write() {
    page.raw("<!doctype html>\n").open("html", "lang", "en");
    head(page, verdict.outcome() + " " + run.description().scenario());
    page.open("body").open("main").line();
    new VerdictSection(run, verdict, files).write(page);
    new FindingsSection(run, verdict).write(page);
    chart("timeline", "Timeline", charts.timeline());
    load();
    etcd();
    new VersionsSection(run).write(page);
    new StepsSection(run).write(page);
    new SeenSection(run).write(page);
    new RunSection(run, files).write(page);
    return page.close().close().close().toString() + "\n";
  }

  /** What every page begins with. */
  static void head(Markup page, String title) {
    page.open("head")
        .empty("meta", "charset", "utf-8")
        .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .empty("meta", "name", "color-scheme", "content", "light dark")
        .leaf("title", title)
        .raw("<style>" + StyleSheet.of("page.css") + "</style>")
        .close()
        .line();
  }

  private void chart(String id, String heading, Chart chart) {
    page.open("section", "id", id).leaf("h2", heading);
    drawing(chart);
    page.close().line();
  }

  private void load() {
    page.open("section", "id", "load").leaf("h2", "Load");
    for (Chart chart : charts.load()) {
      page.leaf("h3", chart.title());
      drawing(chart);
    }
    new OutageTable(run).write(page);
    page.close().line();
  }

  private void etcd() {
    page.open("section", "id", "etcd").leaf("h2", "etcd");
    if (charts.etcd().isEmpty()) {
      page.leaf("p", "Nobody looked at the members.", "class", "quiet");
    }
    charts.etcd().forEach(this::drawing);
    page.close().line();
  }

  private void drawing(Chart chart) {
    page.open("figure").raw(chart.svg()).close().line();
  }
}
