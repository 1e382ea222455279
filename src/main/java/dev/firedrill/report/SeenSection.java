package dev.firedrill.report;

import dev.firedrill.history.Observation.BackupTaken;
import dev.firedrill.history.Observation.BudgetSeen;
import dev.firedrill.history.Observation.CheckMade;
import dev.firedrill.history.Observation.HarnessFailed;
import dev.firedrill.history.Observation.PodRemoved;
import dev.firedrill.history.Observation.Removal;
import dev.firedrill.history.Observation.WatchLost;
import dev.firedrill.model.NodeName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What else was seen or done: backups, checks, budgets, removed pods, and what nobody could see.
 */
final class SeenSection {

  private final ObservedRun run;

  SeenSection(ObservedRun run) {
    this.run = run;
  }

  void write(Markup page) {
    page.open("section", "id", "seen").leaf("h2", "Also seen");
    backups(page);
    checks(page);
    budgets(page);
    removals(page);
    unseen(page);
    page.close().line();
  }

  private void backups(Markup page) {
    List<BackupTaken> backups = run.history().of(BackupTaken.class).toList();
    page.leaf("h3", "Backups");
    if (backups.isEmpty()) {
      page.leaf("p", "None was taken.", "class", "quiet");
      return;
    }
    Table table = new Table(page, "at", "of", "size", "etcd revision", "SHA-256", "file");
    for (BackupTaken backup : backups) {
      table.row(
          run.course().offset(backup.at()),
          backup.what(),
          Readable.bytes(backup.bytes()),
          backup.revision() == 0 ? "" : Readable.count(backup.revision()),
          backup.sha256(),
          backup.file());
    }
    table.end();
  }

  /** A check that was repeated counts as it came out last. */
  private void checks(Markup page) {
    Map<List<String>, CheckMade> last = new LinkedHashMap<>();
    run.history()
        .of(CheckMade.class)
        .forEach(check -> last.put(List.of(check.check(), check.object()), check));
    if (last.isEmpty()) {
      return;
    }
    long failed = last.values().stream().filter(check -> !check.passed()).count();
    page.open("details").open("summary");
    page.leaf("b", "Checks: %d in all, %d failed at last".formatted(last.size(), failed)).close();
    Table table = new Table(page, "at", "check", "object", "", "expected", "seen");
    for (CheckMade check : last.values()) {
      table.row(
          run.course().offset(check.at()),
          check.check(),
          check.object(),
          check.passed() ? "passed" : "FAILED",
          check.expected(),
          check.seen());
    }
    table.end();
    page.close().line();
  }

  private void budgets(Markup page) {
    Map<String, BudgetSeen> lowest = new LinkedHashMap<>();
    run.history()
        .of(BudgetSeen.class)
        .forEach(seen -> lowest.merge(seen.budget(), seen, (a, b) -> slack(b) < slack(a) ? b : a));
    if (lowest.isEmpty()) {
      return;
    }
    page.leaf("h3", "Disruption budgets at their lowest");
    Table table = new Table(page, "budget", "at", "healthy pods", "wanted");
    for (BudgetSeen seen : lowest.values()) {
      table.row(
          seen.budget(),
          run.course().offset(seen.at()),
          String.valueOf(seen.healthyPods()),
          String.valueOf(seen.desiredHealthy()));
    }
    table.end();
  }

  private static int slack(BudgetSeen seen) {
    return seen.healthyPods() - seen.desiredHealthy();
  }

  private void removals(Markup page) {
    Map<NodeName, int[]> removed = new LinkedHashMap<>();
    run.history()
        .of(PodRemoved.class)
        .forEach(
            pod ->
                removed
                    .computeIfAbsent(pod.node(), none -> new int[2])[
                    pod.how() == Removal.EVICTED ? 0 : 1]++);
    if (removed.isEmpty()) {
      return;
    }
    page.leaf("h3", "Pods removed from nodes");
    Table table = new Table(page, "node", "evicted, respecting budgets", "deleted");
    removed.forEach(
        (node, count) ->
            table.row(node.value(), String.valueOf(count[0]), String.valueOf(count[1])));
    table.end();
  }

  private void unseen(Markup page) {
    page.leaf("h3", "What nobody could see");
    Recurrence.Tally tally = new Recurrence.Tally();
    run.history().of(WatchLost.class).forEach(l -> tally.add(l.at(), l.what(), l.why()));
    run.history()
        .of(HarnessFailed.class)
        .forEach(f -> tally.add(f.at(), "Firedrill failed while " + f.doing(), f.what()));
    for (Span blind : run.course().blind()) {
      tally.add(
          blind.start(),
          "everything",
          "Firedrill was not running for %s, then the run was resumed"
              .formatted(Readable.length(blind.length())));
    }
    List<Recurrence> unseen = tally.result();
    if (unseen.isEmpty()) {
      page.leaf("p", "Nothing: every look was answered.", "class", "quiet");
      return;
    }
    Table table = new Table(page, "what", "times", "first", "last", "why");
    for (Recurrence lost : unseen) {
      table.row(
          lost.what(),
          Readable.count(lost.times()),
          run.course().offset(lost.first()),
          run.course().offset(lost.last()),
          lost.why());
    }
    table.end();
  }
}
