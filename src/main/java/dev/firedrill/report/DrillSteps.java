package dev.firedrill.report;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.report.DrillStep.Ending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the steps and their commands out of a history. */
final class DrillSteps {

  private static final class Open {
    private final int number;
    private final Observation.StepStarted started;
    private final List<Observation.CommandRun> commands = new ArrayList<>();

    Open(int number, Observation.StepStarted started) {
      this.number = number;
      this.started = started;
    }

    DrillStep close(Instant at, Ending ending, String detail) {
      return new DrillStep(
          number, started, new Span(started.at(), at), ending, detail, RanCommand.of(commands));
    }
  }

  private final Map<String, Open> open = new LinkedHashMap<>();
  private final List<DrillStep> closed = new ArrayList<>();
  private final List<Observation.CommandRun> outside = new ArrayList<>();
  private Instant last = Instant.EPOCH;
  private int number;

  DrillSteps(History history) {
    history.observations().forEach(this::take);
    leaveUnfinished();
    closed.sort(Comparator.comparingInt(DrillStep::number));
  }

  /** Every attempt at a step, in the order of their starts. */
  List<DrillStep> steps() {
    return List.copyOf(closed);
  }

  /** Commands that belong to no step. */
  List<RanCommand> outsideSteps() {
    return RanCommand.of(outside);
  }

  private void take(Observation observation) {
    if (observation instanceof Observation.RunResumed) {
      leaveUnfinished();
    } else if (observation instanceof Observation.StepStarted started) {
      open.put(started.id(), new Open(++number, started));
    } else if (observation instanceof Observation.StepFinished finished) {
      finish(finished);
    } else if (observation instanceof Observation.CommandRun run) {
      Open step = open.get(run.step());
      (step == null ? outside : step.commands).add(run);
    }
    last = observation.at().isAfter(last) ? observation.at() : last;
  }

  private void finish(Observation.StepFinished finished) {
    Open step = open.remove(finished.id());
    if (step != null) {
      Ending ending = finished.succeeded() ? Ending.SUCCEEDED : Ending.FAILED;
      closed.add(step.close(finished.at(), ending, finished.detail()));
    }
  }

  private void leaveUnfinished() {
    open.values().forEach(step -> closed.add(step.close(last, Ending.UNFINISHED, "")));
    open.clear();
  }
}
