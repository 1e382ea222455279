package dev.firedrill.operations;

import dev.firedrill.distribution.BackupSchedule;
import dev.firedrill.distribution.BackupSchedule.Copy;
import dev.firedrill.distribution.BackupSchedule.Kind;
import dev.firedrill.model.Length;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that control planes really take copies by themselves: timers active, the newest run ended
 * well, the newest verified snapshot of etcd no older than allowed and still what it was, and so
 * with the PKI, a day later. Changes nothing.
 *
 * @param nodes the control planes; none named for all of them
 * @param maxAge how old the newest snapshot of etcd may be
 */
public record CheckBackupSchedule(List<NodeName> nodes, Duration maxAge) implements Operation {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Pattern RUNNING = Pattern.compile("running (\\d{1,18})");

  /** The {@code TimeoutStartSec} of its service. */
  private static final Duration LIMIT = Duration.ofMinutes(15);

  /** Copies the list. */
  public CheckBackupSchedule {
    nodes = List.copyOf(nodes);
  }

  @Override
  public List<String> changes() {
    return List.of();
  }

  @Override
  public String run(OperationContext context) {
    Checks checks = new Checks(context);
    for (NodeName node : ScheduleBackups.where(context, nodes)) {
      for (Kind kind : Kind.values()) {
        check(context, checks, context.shell(node), kind);
      }
    }
    return checks.conclude(
        "checking the schedule of backups",
        "schedule-backups; where a run failed, what the node's last-run and journal say of it");
  }

  private void check(OperationContext context, Checks checks, NodeShell shell, Kind kind) {
    BackupSchedule schedule = context.distribution().backupSchedule();
    String object = "scheduled " + kind + " copies on node " + shell.node();
    boolean active = schedule.active(shell, kind);
    checks.check("timer", object, active, "active", active ? "active" : "not active");
    String last = schedule.lastRun(shell, kind).orElse("none");
    checks.check("newest run", object, goesWell(last, context.now()), "ok", last);
    Optional<Copy> newest = schedule.newest(shell, kind);
    checks.check(
        "verified copy", object, newest.isPresent(), "one", newest.isPresent() ? "one" : "none");
    newest.ifPresent(
        copy -> {
          BackupAge age = BackupAge.of(copy.taken(), context.now());
          Duration most = kind == Kind.PKI ? maxAge.plus(DAY) : maxAge;
          checks.check(
              "age", object, age.isWithin(most), "at most " + Length.text(most), age.text());
          String digest = schedule.digest(shell, copy);
          checks.check("digest", object, digest.equals(copy.sha256()), copy.sha256(), digest);
        });
  }

  /** It ended well, or still may: one that runs for longer than systemd lets it was killed. */
  private static boolean goesWell(String last, Instant now) {
    Matcher running = RUNNING.matcher(last);
    if (!running.matches()) {
      return last.startsWith("ok");
    }
    Instant since = Instant.ofEpochSecond(Long.parseLong(running.group(1)));
    return Duration.between(since, now).compareTo(LIMIT) <= 0;
  }
}
