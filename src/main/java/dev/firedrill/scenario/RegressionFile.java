package dev.firedrill.scenario;

import dev.firedrill.model.FaultKind;
import dev.firedrill.model.Schedule;
import dev.firedrill.model.ScheduledFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a scenario with a schedule of its own, as files below {@code scenarios/regression} are.
 */
public final class RegressionFile {

  private static final String SCHEDULE = "schedule:";

  private RegressionFile() {}

  /**
   * The file's text: the scenario as it was written, under another name, with that schedule in the
   * place of any that it had.
   *
   * @param finding what the drill of the schedule ends with, for a comment
   */
  public static String text(Scenario scenario, String name, Schedule schedule, String finding) {
    List<String> lines = new ArrayList<>();
    boolean inSchedule = false;
    for (String line : scenario.source().strip().split("\n")) {
      boolean top = !line.isBlank() && !Character.isWhitespace(line.charAt(0));
      inSchedule = top ? line.startsWith(SCHEDULE) : inSchedule;
      if (!inSchedule) {
        lines.add(line.startsWith("name:") ? "name: " + name : line);
      }
    }
    lines.add("# " + finding.replaceAll("\\s+", " "));
    lines.add(SCHEDULE);
    lines.add("  seed: " + schedule.seed());
    lines.add("  faults:" + (schedule.faults().isEmpty() ? " []" : ""));
    schedule.faults().forEach(fault -> lines.add("    - " + line(fault)));
    return String.join("\n", lines) + "\n";
  }

  private static String line(ScheduledFault fault) {
    List<String> fields = new ArrayList<>();
    if (fault.kind().where() == FaultKind.Where.BETWEEN) {
      fields.add("between: " + fault.hosts());
    } else if (!fault.hosts().isEmpty()) {
      fields.add("node: " + fault.hosts().get(0));
    }
    fields.add("step: " + fault.step());
    if (!fault.after().isZero()) {
      fields.add("after: " + length(fault.after()));
    }
    if (!fault.lasts().isZero()) {
      fields.add("for: " + length(fault.lasts()));
    }
    return "%s: {%s}".formatted(fault.kind().word(), String.join(", ", fields));
  }

  private static String length(Duration length) {
    return length.toMillis() % 1000 == 0 ? length.toSeconds() + "s" : length.toMillis() + "ms";
  }
}
