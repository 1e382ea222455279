package dev.firedrill.report;

import dev.firedrill.history.Observation.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When each phase of a drill was: from its first step to the first of another, or the end. */
final class Phases {

  private Phases() {}

  static List<Spell<Phase>> of(ObservedRun run) {
    List<Spell<Phase>> phases = new ArrayList<>();
    for (DrillStep step : run.steps()) {
      int last = phases.size() - 1;
      if (last >= 0 && phases.get(last).value() == step.phase()) {
        continue;
      }
      if (last >= 0) {
        phases.set(last, endedAt(phases.get(last), step.span().start()));
      }
      phases.add(
          new Spell<>(step.phase(), new Span(step.span().start(), run.course().whole().stop())));
    }
    return phases;
  }

  static String nameOf(Phase phase) {
    return switch (phase) {
      case CREATE -> "create";
      case BEFORE -> "before";
      case CHANGE -> "change";
      case RECOVERY -> "recovery";
      case AFTER -> "after";
    };
  }

  private static Spell<Phase> endedAt(Spell<Phase> phase, Instant end) {
    return new Spell<>(phase.value(), new Span(phase.span().start(), end));
  }
}
