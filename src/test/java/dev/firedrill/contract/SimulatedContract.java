package dev.firedrill.contract;

import dev.firedrill.backend.simulated.SimulatedClusters;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.ports.Cluster;
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
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract on a simulated cluster. A case that the distribution's page lists as a disagreement
 * may fail; any other that fails is one that the simulator knew before.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SimulatedContract {

  private static final long SEED = 20;

  private final Contracted contracted;
  private @Nullable ContractRun run;
  private Set<String> known = Set.of();

  SimulatedContract(Contracted contracted) {
    this.contracted = contracted;
  }

  @BeforeAll
  void make_a_cluster(@TempDir Path folder) {
    known = new FidelityPage(contracted).knownDisagreements();
    Cluster cluster =
        SimulatedClusters.create(
            ContractCluster.topology(),
            contracted.version(),
            new Simulation(SEED),
            contracted.setup());
    ContractCluster.bringUp(contracted, cluster, folder);
    run = new ContractRun(contracted.simulated(), contracted, cluster);
  }

  @AfterAll
  void keep_the_results() {
    if (run != null) {
      run.results().write(BackendResults.FOLDER);
      new FidelityPage(contracted).writeWhereAsked();
    }
  }

  @TestFactory
  Stream<DynamicTest> a_simulated_cluster() {
    ContractRun on = Objects.requireNonNull(run);
    return contracted.cases().stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> attempt(on, one)));
  }

  private void attempt(ContractRun on, Case one) throws Throwable {
    try {
      on.attempt(one);
    } catch (Throwable failed) {
      if (!known.contains(one.name())) {
        throw failed;
      }
      Assumptions.abort("a known disagreement: " + failed.getMessage());
    }
  }
}
