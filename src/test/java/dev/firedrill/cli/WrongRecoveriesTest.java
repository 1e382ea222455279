package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.drill.StopSignal;
import dev.firedrill.model.DisasterRow;
import dev.firedrill.model.Seed;
import dev.firedrill.operations.StepVocabulary;
import dev.firedrill.scenario.Scenario;
import dev.firedrill.scenario.ScenarioFile;
import dev.firedrill.scenario.ScenarioLibrary;
import dev.firedrill.scenario.TopologyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recoveries that are wrong fail, and for the reason that they are wrong. */
class WrongRecoveriesTest {

  private static final Path HOME = Path.of("").toAbsolutePath();
  private static final ScenarioLibrary LIBRARY =
      new ScenarioLibrary(HOME, StepVocabulary.steps(), TopologyFile::read);

  private static final int AT_LEAST = 3;

  static Stream<String> names() {
    return LIBRARY.names().stream()
        .filter(name -> name.startsWith("wrong/") || name.startsWith("regression/"))
        .filter(name -> scenario(name).fault() != null && !scenario(name).expected().pass());
  }

  /** Those that apply to simulated clusters. */
  static Stream<String> simulated() {
    Preparation preparation = new Preparation(new Home(HOME), new SimulatedBackend());
    return names().filter(name -> preparation.inapplicable(name).isEmpty());
  }

  private static Scenario scenario(String name) {
    return ScenarioFile.read(LIBRARY.scenario(name), LIBRARY).require();
  }

  @ParameterizedTest
  @EnumSource(DisasterRow.class)
  void a_row_has_wrong_recoveries(DisasterRow row) {
    List<String> wrong =
        names().filter(name -> scenario(name).disaster().equals(Optional.of(row))).toList();
    assertThat(wrong)
        .as("wrong recoveries of row %s", row.key())
        .hasSizeGreaterThanOrEqualTo(AT_LEAST);
  }

  @Test
  void the_page_on_verdicts_names_every_one() throws IOException {
    String page = Files.readString(HOME.resolve("docs/verdicts.md"));
    assertThat(names()).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }

  /** Those that need one control plane, and the quickest: the features run all of them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "wrong/workers-certificates-forgotten",
        "wrong/backup-too-old",
        "regression/zero-byte-snapshots"
      })
  void a_wrong_recovery_fails_for_its_reason(String name) {
    fails(name, 1);
  }

  @Tag("seeds")
  @ParameterizedTest
  @MethodSource("simulated")
  void every_wrong_recovery_fails_for_its_reason_on_other_seeds_too(String name) {
    LongStream.rangeClosed(1, Long.getLong("firedrill.recoveries.seeds", 5))
        .parallel()
        .forEach(seed -> fails(name, seed));
  }

  private static void fails(String name, long seed) {
    Scenario scenario = scenario(name);
    SeedResult result =
        new SeedDrills(scenario, new SimulatedBackend()).run(new Seed(seed), new StopSignal());
    assertThat(result.expected())
        .as(
            "%s --seed %d: expected \"%s\", saw %s: %s",
            name, seed, scenario.expected().reason(), result.verdict(), result.finding())
        .isTrue();
  }
}
