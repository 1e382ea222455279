package dev.firedrill.mutants;

import dev.firedrill.cli.TamperedDrill;
import dev.firedrill.operations.StepDefinition;
import dev.firedrill.operations.StepVocabulary;
import dev.firedrill.scenario.Scenario;
import dev.firedrill.scenario.ScenarioFile;
import dev.firedrill.scenario.ScenarioLibrary;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Runs mutants and their twins on simulated clusters, seed after seed; no drill twice. */
final class Trials {

  static final Path HOME = Path.of("").toAbsolutePath();

  private final Map<Twin, Verdict> twins = new ConcurrentHashMap<>();

  private record Twin(String scenario, String circumstances, long seed) {}

  /** The scenario of that name, its steps from the vocabulary that the operator changes. */
  static Scenario scenario(String name, UnaryOperator<List<StepDefinition>> operations) {
    ScenarioLibrary library =
        new ScenarioLibrary(HOME, operations.apply(StepVocabulary.steps()), TopologyFile::read);
    return ScenarioFile.read(library.scenario(name), library).require();
  }

  /** The first seed, from 1 to the last, on which the mutant fails for its reason. */
  Optional<Caught> hunt(Mutant mutant, long last) {
    Scenario scenario = scenario(mutant.runbook(), mutant.operations());
    Optional<Caught> caught = Optional.empty();
    for (long seed = 1; seed <= last && caught.isEmpty(); seed++) {
      caught = Caught.in(verdict(mutant, scenario, seed), seed, mutant.reason());
    }
    return caught;
  }

  /** The verdict on the mutant's drill of one seed. */
  static Verdict verdict(Mutant mutant, Scenario scenario, long seed) {
    return TamperedDrill.judge(scenario, seed, mutant.circumstances().tampering());
  }

  /** The verdict on the twin's drill of one seed. */
  Verdict twin(Mutant mutant, long seed) {
    return twins.computeIfAbsent(
        new Twin(mutant.twin(), mutant.circumstances().name(), seed),
        twin ->
            TamperedDrill.judge(
                scenario(mutant.twin(), UnaryOperator.identity()),
                seed,
                mutant.circumstances().tampering()));
  }
}
