package dev.firedrill.mutants;

import java.util.List;
import java.util.stream.Stream;

/** Operations with a defect, each in a runbook that is right. */
final class MutantOperations {

  private MutantOperations() {}

  /** All of them. */
  static List<Mutant> all() {
    return Stream.of(
            DrainMutants.all(), UpgradeMutants.all(), BackupMutants.all(), JoinMutants.all())
        .flatMap(List::stream)
        .toList();
  }
}
