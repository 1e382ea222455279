package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backend.containers.ContainerClusters;
import dev.firedrill.backend.containers.Engine;
import dev.firedrill.backend.containers.EngineUnavailable;
import dev.firedrill.backend.remote.MonotonicTimeSource;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.TimeSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real cluster, the referee. It takes minutes, most of them waiting for it. */
@Tag("containers")
@Tag("contract")
class RealContractTest {

  private static final String RUN = "contract-" + ProcessHandle.current().pid();

  private static final Contracted CONTRACTED = Contracted.asked();

  @TempDir static Path folder;

  private static @Nullable ContainerClusters clusters;
  private static @Nullable ContractRun run;

  @BeforeAll
  static void make_a_cluster() {
    TimeSource time = new MonotonicTimeSource();
    ContainerClusters made = new ContainerClusters(engine(), time, CONTRACTED.files());
    assertThat(
            made.problems(
                ContractCluster.topology(), List.of(CONTRACTED.version(), CONTRACTED.newer())))
        .isEmpty();
    clusters = made;
    Cluster cluster = made.create(ContractCluster.topology(), CONTRACTED.version(), RUN);
    ContractCluster.bringUp(CONTRACTED, cluster, folder);
    run = new ContractRun(CONTRACTED.real(), CONTRACTED, cluster);
  }

  @AfterAll
  static void keep_the_results_and_remove_the_cluster() {
    if (run != null) {
      run.results().write(BackendResults.FOLDER);
      new FidelityPage(CONTRACTED).writeWhereAsked();
    }
    if (clusters != null) {
      clusters.destroy(RUN);
    }
  }

  @TestFactory
  Stream<DynamicTest> a_real_cluster() {
    ContractRun on = Objects.requireNonNull(run);
    return CONTRACTED.cases().stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> on.attempt(one)));
  }

  private static Engine engine() {
    try {
      return Engine.connect();
    } catch (EngineUnavailable e) {
      return Assumptions.abort(e.getMessage());
    }
  }
}
