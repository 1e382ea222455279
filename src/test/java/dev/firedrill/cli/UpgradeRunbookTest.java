package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.drill.PlannedStep;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.scenario.Scenario;
import dev.firedrill.scenario.ScenarioFile;
import dev.firedrill.scenario.TopologyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeRunbookTest {

  private static final Home HOME = new Home(Path.of("").toAbsolutePath());
  private static final Version FROM = Version.parse("v1.29.4");
  private static final Version TO = Version.parse("v1.30.4");

  @TempDir Path folder;

  private static Scenario rehearsed(String name) {
    return ScenarioFile.read(HOME.library().scenario(name), HOME.library()).require();
  }

  private static UpgradeRunbook of(String cluster) {
    Topology topology = TopologyFile.read(Path.of("clusters/" + cluster + ".yaml"));
    return new UpgradeRunbook(HOME, "kubeadm", topology);
  }

  private static List<String> steps(Scenario scenario) {
    return scenario.steps().stream()
        .map((PlannedStep step) -> step.phase() + " " + step.id() + " " + step.written())
        .toList();
  }

  @Test
  void a_real_upgrade_is_the_one_that_is_rehearsed() {
    Scenario single = of("single").of(FROM, TO);
    Scenario ha = of("ha").of(FROM, TO);
    assertThat(steps(single)).isEqualTo(steps(rehearsed("upgrade-1.29-to-1.30-single")));
    assertThat(steps(ha)).isEqualTo(steps(rehearsed("upgrade-1.29-to-1.30")));
    assertThat(single.expectations().apiLongestGap()).isEqualTo(Duration.ofMinutes(2));
    assertThat(ha.expectations().apiLongestGap()).isEqualTo(Duration.ofSeconds(10));
    assertThat(ha.expectations().backupBeforeChange()).isTrue();
    assertThat(ha.version()).isEqualTo(FROM);
  }

  @Test
  void no_load_is_put_on_a_real_cluster() {
    Scenario ha = of("ha").of(FROM, TO);
    assertThat(ha.load().httpPerSecond()).isZero();
    assertThat(ha.load().ledgerPerSecond()).isZero();
  }

  @Test
  void what_a_runs_folder_keeps_is_the_same_runbook() throws IOException {
    Scenario begun = of("ha").of(FROM, TO);
    Path kept = Files.writeString(folder.resolve("scenario.yaml"), begun.source());
    Scenario again = of("ha").read(kept);
    assertThat(steps(again)).isEqualTo(steps(begun));
    assertThat(again.source()).isEqualTo(begun.source());
  }

  @Test
  void a_cluster_that_is_found_is_not_made() {
    Scenario ha = of("ha").of(FROM, TO);
    FakeBackend backend = new FakeBackend();
    assertThat(DrillRuns.plan(ha, backend, new Seed(0)).steps())
        .hasSizeGreaterThan(ha.steps().size());
    backend.makesClusters = false;
    assertThat(DrillRuns.plan(ha, backend, new Seed(0)).steps()).isEqualTo(ha.steps());
  }
}
