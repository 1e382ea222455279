package dev.firedrill.contract;

import dev.firedrill.ports.Cluster;
import java.util.ArrayList;
import java.util.List;

/** Tries cases on one cluster and remembers how each ended. */
final class ContractRun {

  private static final int LENGTH = 1200;

  private final String backend;
  private final Contracted contracted;
  private final Cluster cluster;
  private final List<CaseResult> results = new ArrayList<>();

  ContractRun(String backend, Contracted contracted, Cluster cluster) {
    this.backend = backend;
    this.contracted = contracted;
    this.cluster = cluster;
  }

  /** Tries a case; ends as the case ends. */
  void attempt(Case one) throws Throwable {
    try (Ground ground = new Ground(cluster, contracted, one.name())) {
      one.body().holds(ground);
      results.add(new CaseResult(one.name(), true, ""));
    } catch (Throwable failed) {
      results.removeIf(result -> result.name().equals(one.name()));
      results.add(new CaseResult(one.name(), false, message(failed)));
      throw failed;
    }
  }

  /** How the cases ended so far. */
  BackendResults results() {
    return new BackendResults(backend, results);
  }

  private static String message(Throwable failed) {
    String message = String.valueOf(failed.getMessage()).strip();
    String whole =
        failed instanceof AssertionError
            ? message
            : failed.getClass().getSimpleName() + ": " + message;
    return whole.length() <= LENGTH ? whole : whole.substring(0, LENGTH) + "...";
  }
}
