package dev.firedrill.cli;

import dev.firedrill.verdict.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Drills held against others of the same seeds.
 *
 * @param file where the others are kept
 * @param commit what they were made by
 * @param machine the virtual machine they were made in
 * @param same how many seeds went the same way in both
 * @param differing every seed that did not
 * @param missing how many seeds the file does not have
 */
record TraceComparison(
    String file, String commit, String machine, int same, List<Difference> differing, int missing) {

  /** A seed whose drills were not the same; each as a line of a file of traces. */
  record Difference(long seed, String here, String there) {}

  static TraceComparison of(Collection<SeedTrace> here, TraceFile there) {
    List<Difference> differing = new ArrayList<>();
    int missing = 0;
    for (SeedTrace trace : here) {
      Optional<SeedTrace> other = there.of(trace.seed());
      if (other.isEmpty()) {
        missing++;
      } else if (!other.get().equals(trace)) {
        differing.add(new Difference(trace.seed(), trace.line(), other.get().line()));
      }
    }
    return new TraceComparison(
        there.path().toString(),
        there.origin().commit(),
        there.origin().machine(),
        here.size() - missing - differing.size(),
        differing,
        missing);
  }

  /** A difference fails; a seed that was held against nothing is a doubt. */
  Outcome outcome() {
    if (!differing.isEmpty()) {
      return Outcome.FAIL;
    }
    return missing > 0 || same == 0 ? Outcome.INCONCLUSIVE : Outcome.PASS;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    differing.forEach(
        seed ->
            lines.add(
                "seed %d: \"%s\" here, \"%s\" in %s"
                    .formatted(seed.seed(), seed.here(), seed.there(), file)));
    lines.add(
        "against    %s (commit %s, %s): %d the same, %d not, %d not there"
            .formatted(file, commit, machine, same, differing.size(), missing));
    return lines;
  }
}
