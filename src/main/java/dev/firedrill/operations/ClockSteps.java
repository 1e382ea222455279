package dev.firedrill.operations;

import dev.firedrill.model.Parameter;
import dev.firedrill.model.ParameterType;
import java.util.List;

/** The steps of the vocabulary that are about clocks. */
final class ClockSteps {

  static final List<StepDefinition> ALL =
      List.of(
          new StepDefinition(
              "check-clocks",
              "compares the clocks of all nodes; changes nothing",
              List.of(new Parameter("within", ParameterType.DURATION, false)),
              a -> new CheckClocks(a.duration("within", NodeClocks.LIMIT))),
          new StepDefinition(
              "set-clock",
              "sets a node's clock by those of the control planes",
              List.of(new Parameter("node", ParameterType.NODE, true)),
              a -> new SetClock(a.node("node"))));

  private ClockSteps() {}
}
