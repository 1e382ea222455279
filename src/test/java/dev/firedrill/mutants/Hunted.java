package dev.firedrill.mutants;

import java.util.List;
import java.util.Optional;

/**
 * What came of the hunt for a mutant.
 *
 * @param mutant the mutant
 * @param caught how it was caught; empty where it survived every seed
 * @param twin what speaks against its twin on the seeds that were needed; empty where it passed
 */
record Hunted(Mutant mutant, Optional<Caught> caught, List<String> twin) {

  @Override
  public String toString() {
    return mutant.name();
  }
}
