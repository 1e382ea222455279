package dev.firedrill.report;

import dev.firedrill.history.Observation.RequestFailed;
import java.util.ArrayList;
import java.util.List;

/** When a stream of load had no success, and why requests failed. */
final class OutageTable {

  private static final int MOST_ROWS = 30;

  private final ObservedRun run;

  OutageTable(ObservedRun run) {
    this.run = run;
  }

  void write(Markup page) {
    if (run.streams().isEmpty()) {
      page.leaf("p", "No load was offered.", "class", "quiet");
      return;
    }
    outages(page);
    failures(page);
  }

  private void outages(Markup page) {
    String worth = Readable.length(Outage.WORTH_NAMING);
    page.leaf("h3", "Gaps: no success for " + worth + " or more");
    List<Outage> outages = new ArrayList<>();
    run.streams().forEach(stream -> outages.addAll(Outage.of(stream, run.history())));
    if (outages.isEmpty()) {
      page.leaf("p", "None.", "class", "quiet");
      return;
    }
    Table table = new Table(page, "stream", "over by", "length", "during");
    for (Outage outage : outages) {
      table.row(
          outage.stream(),
          run.course().offset(outage.span().stop()),
          Readable.length(outage.length()),
          String.join(", ", stepsDuring(outage.span())));
    }
    table.end();
  }

  private List<String> stepsDuring(Span span) {
    return run.steps().stream()
        .filter(step -> step.span().start().isBefore(span.stop()))
        .filter(step -> step.span().stop().isAfter(span.start()))
        .map(step -> step.number() + " " + step.name() + " " + step.node())
        .map(String::strip)
        .toList();
  }

  private void failures(Markup page) {
    Recurrence.Tally tally = new Recurrence.Tally();
    run.history()
        .of(RequestFailed.class)
        .forEach(failed -> tally.add(failed.at(), failed.stream(), failed.why()));
    List<Recurrence> failures = tally.result();
    if (failures.isEmpty()) {
      return;
    }
    page.leaf("h3", "Failed requests");
    Table table = new Table(page, "stream", "times", "first", "last", "why");
    for (Recurrence failure : failures.subList(0, Math.min(MOST_ROWS, failures.size()))) {
      table.row(
          failure.what(),
          Readable.count(failure.times()),
          run.course().offset(failure.first()),
          run.course().offset(failure.last()),
          failure.why());
    }
    table.end();
    if (failures.size() > MOST_ROWS) {
      page.leaf("p", "%d more reasons".formatted(failures.size() - MOST_ROWS), "class", "quiet");
    }
  }
}
