package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FidelityPageTest {

  private static final FidelityPage PAGE = new FidelityPage(Contracted.KUBEADM);
  private static final BackendResults REAL =
      new BackendResults(
          "kubeadm",
          List.of(
              new CaseResult("both_hold", true, ""),
              new CaseResult("one_holds", true, ""),
              new CaseResult("only_real", true, "")));
  private static final BackendResults SIMULATED =
      new BackendResults(
          "simulated",
          List.of(
              new CaseResult("both_hold", true, ""),
              new CaseResult("one_holds", false, "expected 409\n but was `200`")));

  @Test
  void totals_count_what_holds_and_what_agrees() {
    assertThat(PAGE.of(REAL, SIMULATED))
        .contains(
            "3 cases: 3 hold on the real cluster, 1 on the simulated one; both agree on 1, 33.3 %.");
  }

  @Test
  void a_planted_disagreement_is_listed_with_what_was_seen() {
    String page = PAGE.of(REAL, SIMULATED);
    assertThat(page)
        .contains("- `one_holds`: simulated: `expected 409 but was '200'`")
        .contains("- `only_real`: tried on one of the two only")
        .contains("| `one_holds` | holds | does not hold | **disagree** |")
        .contains("| `both_hold` | holds | holds | agree |");
    assertThat(FidelityPage.disagreements(page)).containsExactly("one_holds", "only_real");
  }

  @Test
  void without_disagreements_the_page_says_so() {
    String page = PAGE.of(REAL, REAL);
    assertThat(page).contains("## Disagreements\n\nNone.\n");
    assertThat(FidelityPage.disagreements(page)).isEmpty();
  }

  @Test
  void results_are_read_as_they_were_written(@TempDir Path folder) {
    SIMULATED.write(folder);
    assertThat(BackendResults.read(folder, "simulated")).isEqualTo(SIMULATED);
    assertThat(BackendResults.has(folder, "kubeadm")).isFalse();
  }

  @Test
  void there_are_120_cases_or_more_and_no_two_of_one_name() {
    List<String> names = Contract.cases().stream().map(Case::name).toList();
    assertThat(names).hasSizeGreaterThanOrEqualTo(120);
    assertThat(new HashSet<>(names)).hasSameSizeAs(names);
  }

  @Test
  void a_case_of_one_distribution_is_not_asked_of_another_and_the_page_says_why() {
    assertThat(Contracted.K3S.cases())
        .extracting(Case::name)
        .contains("a_restarted_agent_leaves_pods_running", "a_member_tells_its_status")
        .doesNotContain("certificate_key_prints_64_hexadecimal_digits")
        .hasSizeGreaterThanOrEqualTo(120);
    assertThat(Contracted.KUBEADM.cases())
        .extracting(Case::name)
        .contains("certificate_key_prints_64_hexadecimal_digits")
        .doesNotContain("a_restarted_agent_leaves_pods_running");
    assertThat(new FidelityPage(Contracted.K3S).of(REAL, SIMULATED))
        .contains("# Fidelity: k3s")
        .contains("## Not asked of k3s")
        .contains(
            "| `certificate_key_prints_64_hexadecimal_digits` | they are kubeadm's answers |");
  }
}
