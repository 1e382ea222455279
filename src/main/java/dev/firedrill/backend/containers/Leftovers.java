package dev.firedrill.backend.containers;

import dev.firedrill.backend.remote.RunClaims;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What killed runs have left in an engine, whatever their clusters were made by. */
public final class Leftovers {

  private final Inventory inventory;
  private final RunClaims claims;
  private final Runs runs;

  /** Of that engine, as far as they are this user's. */
  public Leftovers(Engine engine) {
    this(new Inventory(engine), RunClaims.ofThisUser());
  }

  private Leftovers(Inventory inventory, RunClaims claims) {
    this(inventory, claims, new Runs(inventory, claims));
  }

  Leftovers(Inventory inventory, RunClaims claims, Runs runs) {
    this.inventory = inventory;
    this.claims = claims;
    this.runs = runs;
  }

  /** What there is. */
  public List<Leftover> found() {
    return runs.leftOver().stream()
        .map(
            run ->
                new Leftover(
                    run.labels().cluster(),
                    run.labels().run(),
                    run.containers().size(),
                    run.networks().size()))
        .toList();
  }

  /**
   * Removes these leftovers and verifies that they are gone. What somebody has resumed meanwhile is
   * left alone.
   */
  public Removed remove(Collection<Leftover> leftovers) {
    Set<String> wanted = leftovers.stream().map(Leftover::run).collect(Collectors.toSet());
    return runs.leftOver().stream()
        .filter(run -> wanted.contains(run.labels().run()))
        .map(this::remove)
        .reduce(new Removed(0, 0, 0), Removed::plus);
  }

  /** Removes all that a run has in the engine. */
  Removed remove(Inventory.Holdings holdings) {
    Removed removed = inventory.remove(holdings);
    claims.kubeconfig(holdings.labels().run()).forget();
    return removed;
  }
}
