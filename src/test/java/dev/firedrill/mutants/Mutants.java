package dev.firedrill.mutants;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every mutant there is. */
final class Mutants {

  /** Those that nobody catches yet, and why. One that is caught has to leave this list. */
  static final Map<String, String> SURVIVORS =
      Map.of(
          "upgrade-worker/says-so-only",
          "nothing that is watched depends on the configuration that a worker's kubelet has",
          "upgrade-worker/old-installer",
          "the simulated kubeadm of the old release does a worker's part of the new one",
          "upgrade-worker/refusal-not-waited-out",
          "the simulated kubeadm asks again where an API server refuses for a moment",
          "await-node/ready-is-enough",
          "the drain that follows waits for controllers at work, and one API server may be away");

  private static final String HIGHLY_AVAILABLE = Defects.HA;

  private Mutants() {}

  /** Wrong runbooks, then operations with a defect. */
  static List<Mutant> all() {
    return Stream.of(WrongRunbooks.all(), MutantOperations.all()).flatMap(List::stream).toList();
  }

  /** Those that need no more than one control plane: the others take most of the time. */
  static List<Mutant> small() {
    return all().stream().filter(mutant -> !mutant.twin().equals(HIGHLY_AVAILABLE)).toList();
  }
}
