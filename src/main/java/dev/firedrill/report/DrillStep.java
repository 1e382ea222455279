package dev.firedrill.report;

import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.Phase;
import java.util.List;
import java.util.Map;

/**
 * A step as the history shows it. A step that a kill interrupted and that ran again when the run
 * was resumed is two of these.
 *
 * @param number its place in the run, from 1
 * @param span from its start to its end, or to the last thing seen before the run stopped
 * @param detail what it did or why it failed; empty where it did not end
 */
record DrillStep(
    int number,
    Observation.StepStarted started,
    Span span,
    Ending ending,
    String detail,
    List<RanCommand> commands) {

  /** How a step ended. */
  enum Ending {
    SUCCEEDED("succeeded"),
    FAILED("failed"),
    UNFINISHED("did not end");

    private final String words;

    Ending(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  DrillStep {
    commands = List.copyOf(commands);
  }

  Phase phase() {
    return started.phase();
  }

  String name() {
    return started.step();
  }

  /** The node it is about, or empty for the whole cluster. */
  String node() {
    return started.node();
  }

  Map<String, String> arguments() {
    return started.arguments();
  }
}
