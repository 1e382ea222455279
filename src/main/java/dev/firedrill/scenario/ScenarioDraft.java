package dev.firedrill.scenario;

import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A scenario file as far as it could be read. It is a scenario only where there are no problems;
 * what is known of one with problems lets others look for theirs, so that all are told at once.
 *
 * @param scenario the scenario, or null where there are problems
 * @param topology the cluster's machines, or null where they could not be read
 * @param versions every version that the file mentions, of those that could be read
 * @param keywords every step and fault of the vocabularies that the file names, in its order: by
 *     its name, by each argument it is given ({@code step.argument}), and by that with its value
 *     ({@code step.argument.value})
 * @param problems all that is wrong with the file and those it uses
 */
public record ScenarioDraft(
    @Nullable Scenario scenario,
    @Nullable Topology topology,
    Set<Version> versions,
    List<String> keywords,
    List<Problem> problems) {

  /** Copies the collections. */
  public ScenarioDraft {
    versions = Set.copyOf(versions);
    keywords = List.copyOf(keywords);
    problems = List.copyOf(problems);
  }

  /**
   * The scenario.
   *
   * @throws ProblemsFound with every problem, where there are any
   */
  public Scenario require() {
    if (scenario == null) {
      throw new ProblemsFound(problems);
    }
    return scenario;
  }
}
