package dev.firedrill.operations;

import java.util.List;
import java.util.Optional;

/** Every step there is. */
public final class StepVocabulary {

  private static final List<StepDefinition> STEPS = List.of();

  private StepVocabulary() {}

  /** All steps, in the order in which an upgrade would use them. */
  public static List<StepDefinition> steps() {
    return STEPS;
  }

  /** The step of that name. */
  public static Optional<StepDefinition> find(String name) {
    return STEPS.stream().filter(step -> step.name().equals(name)).findFirst();
  }
}
