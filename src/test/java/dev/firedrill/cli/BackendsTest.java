package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.firedrill.fault.FaultDefinition;
import dev.firedrill.fault.FaultVocabulary;
import dev.firedrill.model.Arguments;
import dev.firedrill.model.Parameter;
import dev.firedrill.operations.StepVocabulary;
import java.util.List;
import java.util.Map;
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
          .notApplicable()
          .forEach(
              (keyword, reason) -> {
                assertThat(keywords()).contains(withoutValue(keyword));
                requireValue(keyword);
                assertThat(reason).isNotBlank();
              });
    }
  }

  @Test
  void a_scenario_does_not_apply_for_one_argument_of_a_step_or_fault_that_does() {
    assertThat(inapplicable("wrong/token-not-backed-up", "kubeadm"))
        .singleElement(as(STRING))
        .startsWith("damage-backup.how.no-join-token: not applicable to kubeadm: ");
    assertThat(inapplicable("wrong/token-not-backed-up", "k3s")).isEmpty();
    assertThat(inapplicable("wrong/same-name-on-all", "k3s"))
        .singleElement(as(STRING))
        .startsWith("restore-etcd.name: not applicable to k3s: ");
    assertThat(inapplicable("wrong/same-name-on-all", "kubeadm")).isEmpty();
    assertThat(inapplicable("wrong/restored-on-one-member", "k3s")).isEmpty();
  }

  @Test
  void containers_have_no_clock_of_their_own_and_a_scenario_that_needs_one_is_refused() {
    for (String containers : List.of("kubeadm", "k3s")) {
      assertThat(inapplicable("clock-skew", containers))
          .anySatisfy(
              reason ->
                  assertThat(reason)
                      .startsWith("skew-clock: not applicable to " + containers + ": ")
                      .contains("the clock of their host"))
          .anySatisfy(
              reason ->
                  assertThat(reason)
                      .startsWith("set-clock: not applicable to " + containers + ": ")
                      .contains("the host's that would be set"))
          .hasSize(2);
    }
    assertThat(inapplicable("clock-skew", "simulated")).isEmpty();
  }

  private static List<String> inapplicable(String scenario, String name) {
    return Backends.standard().all().stream()
        .filter(backend -> backend.name().equals(name))
        .flatMap(backend -> new Preparation(Home.find(), backend).inapplicable(scenario).stream())
        .toList();
  }

  @Test
  void names_are_unique_and_those_of_real_clusters_of_any_topology_are_their_distributions() {
    assertThat(Backends.standard().all()).extracting(Backend::name).doesNotHaveDuplicates();
    assertThat(Backends.standard().all())
        .filteredOn(backend -> !backend.simulated() && backend.scope().isEmpty())
        .hasSizeGreaterThan(1)
        .allSatisfy(backend -> assertThat(backend.name()).isEqualTo(backend.distribution().name()));
  }

  @Test
  void a_backend_that_makes_one_machine_says_so_of_scenarios_on_more() {
    assertThat(inapplicable("certificate-expiry-single", "kind"))
        .singleElement(as(STRING))
        .startsWith("not on backend kind: cluster single has the machines [cp-1, worker-1]");
    assertThat(inapplicable("certificate-expiry-kind", "kind")).isEmpty();
    assertThat(inapplicable("certificate-expiry-single", "kubeadm")).isEmpty();
  }

  private static Set<String> keywords() {
    return Stream.concat(
            StepVocabulary.steps().stream()
                .flatMap(step -> withArguments(step.name(), step.parameters())),
            FaultVocabulary.faults().stream()
                .flatMap(fault -> withArguments(fault.name(), fault.parameters())))
        .collect(Collectors.toSet());
  }

  private static Stream<String> withArguments(String name, List<Parameter> parameters) {
    return Stream.concat(
        Stream.of(name), parameters.stream().map(parameter -> name + "." + parameter.name()));
  }

  private static String withoutValue(String keyword) {
    String[] words = keyword.split("\\.", 3);
    return words.length < 3 ? keyword : words[0] + "." + words[1];
  }

  /** What a text may be only its fault knows, which is made of it. */
  private static void requireValue(String keyword) {
    String[] words = keyword.split("\\.", 3);
    if (words.length == 3) {
      FaultDefinition fault = FaultVocabulary.find(words[0]).orElseThrow();
      fault.create().apply(new Arguments(Map.of(words[1], words[2])));
    }
  }
}
