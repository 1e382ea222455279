package dev.firedrill.report;

import dev.firedrill.history.Observation;
import dev.firedrill.model.NodeName;
import java.util.ArrayList;
import java.util.List;

/**
 * A command, or the same command with the same exit code several times in a row, as waiting makes
 * them.
 *
 * @param node where it ran
 * @param line what ran
 * @param exitCode how it ended; -1 where it did not
 * @param span from the first's start to the last's end
 * @param times how often
 * @param output the last one's output, a file below the run folder, or empty
 */
record RanCommand(NodeName node, String line, int exitCode, Span span, int times, String output) {

  /** The commands in their order, repetitions drawn together. */
  static List<RanCommand> of(List<Observation.CommandRun> runs) {
    List<RanCommand> commands = new ArrayList<>();
    for (Observation.CommandRun run : runs) {
      RanCommand next = of(run);
      int last = commands.size() - 1;
      if (last >= 0 && commands.get(last).isSameAs(next)) {
        commands.set(last, commands.get(last).followedBy(next));
      } else {
        commands.add(next);
      }
    }
    return commands;
  }

  /** How it ended, in words. */
  String ending() {
    String each = exitCode == -1 ? "no answer" : "exit code " + exitCode;
    return times == 1 ? each : times + " times " + each;
  }

  private static RanCommand of(Observation.CommandRun run) {
    Span span = new Span(run.at().minus(run.elapsed()), run.at());
    return new RanCommand(run.node(), run.line(), run.exitCode(), span, 1, run.output());
  }

  private boolean isSameAs(RanCommand other) {
    return node.equals(other.node) && line.equals(other.line) && exitCode == other.exitCode;
  }

  private RanCommand followedBy(RanCommand next) {
    return new RanCommand(
        node, line, exitCode, new Span(span.start(), next.span.stop()), times + 1, next.output);
  }
}
