package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.fault.FaultDefinition;
import dev.firedrill.fault.FaultVocabulary;
import dev.firedrill.operations.StepDefinition;
import dev.firedrill.operations.StepVocabulary;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The backends there are, and what their distributions say of themselves. */
class BackendsTest {

  @Test
  void what_does_not_apply_to_a_distribution_is_a_step_or_a_fault_and_has_a_reason() {
    for (Backend backend : Backends.standard().all()) {
      backend
          .distribution()
          .notApplicable()
          .forEach(
              (keyword, reason) -> {
                assertThat(keywords()).contains(keyword);
                assertThat(reason).isNotBlank();
              });
    }
  }

  @Test
  void names_are_unique_and_those_of_real_clusters_are_their_distributions() {
    assertThat(Backends.standard().all()).extracting(Backend::name).doesNotHaveDuplicates();
    assertThat(Backends.standard().all())
        .filteredOn(backend -> !backend.simulated())
        .isNotEmpty()
        .allSatisfy(backend -> assertThat(backend.name()).isEqualTo(backend.distribution().name()));
  }

  private static Set<String> keywords() {
    return Stream.concat(
            StepVocabulary.steps().stream().map(StepDefinition::name),
            FaultVocabulary.faults().stream().map(FaultDefinition::name))
        .collect(Collectors.toSet());
  }
}
