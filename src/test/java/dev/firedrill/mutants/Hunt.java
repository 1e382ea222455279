package dev.firedrill.mutants;

import dev.firedrill.verdict.Finding;
import dev.firedrill.verdict.Outcome;
import dev.firedrill.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs mutants, seed after seed until each is caught, and their twins on the same seeds. */
final class Hunt {

  private final Trials trials = new Trials();
  private final long last;

  /**
   * A hunt on the seeds from 1 on.
   *
   * @param last the seed after which a mutant has survived
   */
  Hunt(long last) {
    this.last = last;
  }

  /** Hunts them on all processors; the results are in the order of the mutants. */
  List<Hunted> all(List<Mutant> mutants) {
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<Hunted>> hunts =
          mutants.stream().map(mutant -> pool.submit(() -> one(mutant))).toList();
      List<Hunted> hunted = new ArrayList<>();
      for (Future<Hunted> hunt : hunts) {
        hunted.add(hunt.get());
      }
      return hunted;
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("a drill of a mutant broke down", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private Hunted one(Mutant mutant) {
    Optional<Caught> caught = trials.hunt(mutant, last);
    long needed = caught.map(Caught::seed).orElse(1L);
    List<String> against = new ArrayList<>();
    for (long seed = 1; seed <= needed; seed++) {
      against.addAll(against(trials.twin(mutant, seed), mutant.twin(), seed));
    }
    return new Hunted(mutant, caught, against);
  }

  private static List<String> against(Verdict verdict, String twin, long seed) {
    return verdict.findings().stream()
        .filter(finding -> finding.outcome() != Outcome.PASS)
        .map(finding -> sentence(finding, twin, seed))
        .toList();
  }

  private static String sentence(Finding finding, String twin, long seed) {
    return "%s, seed %d: %s: %s: %s"
        .formatted(twin, seed, finding.outcome(), finding.checker(), finding.summary());
  }
}
