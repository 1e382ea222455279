package dev.firedrill.backend.containers;

import dev.firedrill.backend.remote.RunClaims;
import java.util.List;

/** The runs that have something in the engine, and which of them somebody still works on. */
final class Runs {

  private final Inventory inventory;
  private final RunClaims claims;

  Runs(Inventory inventory, RunClaims claims) {
    this.inventory = inventory;
    this.claims = claims;
  }

  List<Inventory.Holdings> all() {
    return List.copyOf(inventory.byRun().values());
  }

  /** Those that nobody works on any more. */
  List<Inventory.Holdings> leftOver() {
    return all().stream().filter(run -> !isAlive(run.labels())).toList();
  }

  /** True where the process that made it, or one that resumed it, is alive. */
  boolean isAlive(Labels labels) {
    return labels.owner().isAlive() || claims.isClaimed(labels.run());
  }
}
