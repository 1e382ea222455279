package dev.firedrill.contract;

import dev.firedrill.backend.simulated.SimulatedClusters;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.ports.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract on the simulated cluster. A case that docs/fidelity.md lists as a disagreement may
 * fail; any other that fails is one that the simulator knew before.
 */
class SimulatedContractTest {

  private static final long SEED = 20;

  @TempDir static Path folder;

  private static @Nullable ContractRun run;
  private static Set<String> known = Set.of();

  @BeforeAll
  static void make_a_cluster() throws IOException {
    known =
        Files.exists(FidelityPage.FILE)
            ? FidelityPage.disagreements(Files.readString(FidelityPage.FILE))
            : Set.of();
    Cluster cluster =
        SimulatedClusters.create(
            ContractCluster.topology(), ContractCluster.VERSION, new Simulation(SEED));
    ContractCluster.bringUp(cluster, folder);
    run = new ContractRun(FidelityPage.SIMULATED, cluster);
  }

  @AfterAll
  static void keep_the_results() {
    if (run != null) {
      run.results().write(BackendResults.FOLDER);
      FidelityPage.writeWhereAsked();
    }
  }

  @TestFactory
  Stream<DynamicTest> a_simulated_cluster() {
    ContractRun on = Objects.requireNonNull(run);
    return Contract.cases().stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> attempt(on, one)));
  }

  private static void attempt(ContractRun on, Case one) throws Throwable {
    try {
      on.attempt(one);
    } catch (Throwable failed) {
      if (!known.contains(one.name())) {
        throw failed;
      }
      Assumptions.abort("a known disagreement, see docs/fidelity.md: " + failed.getMessage());
    }
  }
}
