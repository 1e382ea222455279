package dev.firedrill.backend.containers.images;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What has to be made, and what is there already.
 *
 * @param toMake each after everything it needs
 * @param reused there with the same inputs; what only these need is not looked at
 */
record BuildPlan(List<Artifact> toMake, List<Artifact> reused) {

  /** Copies both lists. */
  BuildPlan {
    toMake = List.copyOf(toMake);
    reused = List.copyOf(reused);
  }

  /** The shortest plan that ends with all wanted images there. */
  static BuildPlan of(List<Image> wanted, Predicate<Artifact> isMade) {
    List<Artifact> toMake = new ArrayList<>();
    List<Artifact> reused = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    wanted.forEach(image -> visit(image, isMade, seen, toMake, reused));
    return new BuildPlan(toMake, reused);
  }

  private static void visit(
      Artifact artifact,
      Predicate<Artifact> isMade,
      Set<String> seen,
      List<Artifact> toMake,
      List<Artifact> reused) {
    if (!seen.add(artifact.title())) {
      return;
    }
    if (isMade.test(artifact)) {
      reused.add(artifact);
      return;
    }
    artifact.needs().forEach(needed -> visit(needed, isMade, seen, toMake, reused));
    toMake.add(artifact);
  }
}
