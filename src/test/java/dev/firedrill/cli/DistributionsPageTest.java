package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.distribution.Distribution;
import dev.firedrill.drill.StopSignal;
import dev.firedrill.report.DamagedRunFolder;
import dev.firedrill.scenario.Scenario;
import dev.firedrill.testing.Overridden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of distributions says what runs have shown, and nothing else. */
class DistributionsPageTest {

  /** Names folders of reports, separated by commas, and has the page written from them. */
  private static final String ASKED = "firedrill.distributions";

  private static final KeptRun UPGRADE =
      run("upgrade-1.29-to-1.30", "first", "2026-01-01T10:00:00Z", "PASS", "2 min 50 s");

  private final FakeBackend first = named("first");
  private final FakeBackend second = named("second");

  @AfterAll
  static void writeWhereAsked() {
    String asked = System.getProperty(ASKED, "");
    if (!asked.isEmpty()) {
      List<Path> folders = Arrays.stream(asked.split(",")).map(Path::of).toList();
      DistributionsPage.write(Home.find(), ofOneDistributionEach(), folders);
    }
  }

  /** Without other ways to machines of the same distribution. */
  private static List<Backend> ofOneDistributionEach() {
    return Backends.standard().all().stream()
        .filter(backend -> backend.name().equals(backend.distribution().name()))
        .toList();
  }

  @Test
  void what_was_run_has_its_verdict_and_time_and_what_was_not_says_so() {
    String page = page(UPGRADE);

    assertThat(page)
        .contains("| scenario | first | second |")
        .contains("| upgrade-1.29-to-1.30 | PASS, 2 min 50 s | no run saved |")
        .contains("| worker-failure | no run saved | no run saved |")
        .doesNotContain("Not applicable");
  }

  @Test
  void what_a_distribution_lacks_stands_with_its_reason() {
    second.distribution =
        Overridden.with(
            Distribution.class,
            second.distribution,
            new Object() {
              public Map<String, String> notApplicable() {
                return Map.of("destroy-etcd-data", "its etcd is elsewhere");
              }
            });

    assertThat(page())
        .contains("| etcd-member-failure | no run saved | not applicable |")
        .contains("- etcd-member-failure on second: `destroy-etcd-data`: its etcd is elsewhere");
  }

  @Test
  void the_newest_run_counts_though_an_earlier_one_was_better() {
    KeptRun failed = run("upgrade-1.29-to-1.30", "first", "2026-01-02T10:00:00Z", "FAIL", "9 min");

    assertThat(page(failed, UPGRADE))
        .contains("| upgrade-1.29-to-1.30 | FAIL, 9 min | no run saved |")
        .doesNotContain("2 min 50 s");
  }

  @Test
  void a_page_keeps_its_runs_and_none_of_runbooks_that_have_to_fail() {
    String page =
        page(
            UPGRADE,
            run("etcd-no-space", "second", "2026-01-01T10:00:00Z", "PASS", ""),
            run("workers-first", "second", "2026-01-01T10:00:00Z", "FAIL", "1 min"));

    assertThat(page).doesNotContain("workers-first").contains("| no run saved | PASS |");
    assertThat(page(DistributionsPage.runsOf(page).toArray(KeptRun[]::new))).isEqualTo(page);
    assertThat(DistributionsPage.runsOf(page)).contains(UPGRADE).hasSize(2);
  }

  @Test
  void simulated_runs_and_those_without_a_verdict_are_none_of_them_and_a_damaged_one_is_told(
      @TempDir Path reports) throws IOException {
    DrillRuns simulated =
        new DrillRuns(Home.find(), new SimulatedBackend(), new StopSignal(), line -> {});
    simulated.fresh(ready(new SimulatedBackend()), Optional.empty(), reports).run(false);
    DrillRuns real = new DrillRuns(Home.find(), first, new StopSignal(), line -> {});
    real.fresh(ready(first), Optional.empty(), reports).run(false);
    real.fresh(ready(first), Optional.empty(), reports);

    assertThat(KeptRun.below(reports)).extracting(KeptRun::backend).containsExactly("first");
    try (var runs = Files.list(reports.resolve("etcd-member-failure"))) {
      for (Path run : runs.toList()) {
        Files.writeString(run.resolve("history.jsonl"), "torn\n");
      }
    }
    assertThatThrownBy(() -> KeptRun.below(reports)).isInstanceOf(DamagedRunFolder.class);
  }

  @Test
  void the_page_that_is_kept_says_of_each_of_its_runs_what_the_run_says() throws IOException {
    Path file = Home.find().path().resolve(DistributionsPage.FILE);
    if (!Files.exists(file)) {
      return;
    }
    String page = Files.readString(file);
    List<KeptRun> runs = DistributionsPage.runsOf(page);
    assertThat(runs).isNotEmpty();
    assertThat(runs)
        .allSatisfy(
            run ->
                assertThat(page.lines())
                    .anyMatch(
                        line ->
                            line.startsWith("| " + run.scenario() + " | ")
                                && line.contains(" " + run.cell() + " ")));
  }

  private static Scenario ready(Backend backend) {
    return new Preparation(Home.find(), backend).ready("etcd-member-failure");
  }

  private String page(KeptRun... runs) {
    return new DistributionsPage(Home.find(), List.of(first, second), List.of(runs)).text();
  }

  private static KeptRun run(
      String scenario, String backend, String at, String verdict, String measured) {
    return new KeptRun(scenario, backend, at, verdict, measured, "none of 7", "");
  }

  private static FakeBackend named(String name) {
    FakeBackend backend = new FakeBackend();
    backend.name = name;
    return backend;
  }
}
