package dev.firedrill.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.drill.PlannedStep;
import dev.firedrill.operations.StepVocabulary;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file in scenarios/ can be run, and says what it should. */
class ShippedScenariosTest {

  private static final ScenarioLibrary LIBRARY =
      new ScenarioLibrary(Path.of("").toAbsolutePath(), StepVocabulary.steps(), TopologyFile::read);

  static Stream<String> names() {
    return LIBRARY.names().stream();
  }

  private static Scenario read(String name) {
    return ScenarioFile.read(LIBRARY.scenario(name), LIBRARY).require();
  }

  @ParameterizedTest
  @MethodSource("names")
  void it_has_no_problems_and_its_steps_say_what_they_change(String name) {
    Scenario scenario = read(name);
    assertThat(name).endsWith(scenario.name());
    assertThat(scenario.description()).isNotBlank();
    assertThat(scenario.steps()).allSatisfy(step -> assertThat(step.changes()).isNotNull());
  }

  @ParameterizedTest
  @MethodSource("names")
  void only_wrong_runbooks_and_war_stories_are_expected_to_fail(String name) {
    if (!name.startsWith("regression/")) {
      assertThat(read(name).expected().pass()).isEqualTo(!name.startsWith("wrong/"));
    }
  }

  @Test
  void the_upgrade_replaces_no_kubelet_before_the_last_api_server() {
    List<String> steps =
        read("upgrade-1.29-to-1.30").steps().stream()
            .map(PlannedStep::definition)
            .map(definition -> definition.name())
            .toList();
    assertThat(steps.lastIndexOf("upgrade-control-plane"))
        .isLessThan(steps.indexOf("upgrade-kubelet"))
        .isGreaterThan(steps.indexOf("upgrade-first-control-plane"));
    assertThat(steps).endsWith("verify-cluster");
  }
}
