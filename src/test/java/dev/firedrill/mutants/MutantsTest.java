package dev.firedrill.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.mutants.Mutant.Circumstances;
import dev.firedrill.operations.StepVocabulary;
import dev.firedrill.scenario.ScenarioFile;
import dev.firedrill.scenario.ScenarioLibrary;
import dev.firedrill.scenario.TopologyFile;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong runbooks and defects of operations are caught, and what is right is left alone. */
class MutantsTest {

  /** Most are caught on the first; what has to come together by chance takes more. */
  private static final long SEEDS = 20;

  static Stream<Hunted> hunted() {
    return new Hunt(SEEDS)
            .all(
                Mutants.small().stream()
                    .filter(mutant -> !Mutants.SURVIVORS.containsKey(mutant.name()))
                    .toList())
            .stream();
  }

  @ParameterizedTest
  @MethodSource("hunted")
  void a_mistake_is_caught_for_its_reason_and_its_twin_passes(Hunted hunted) {
    assertThat(hunted.caught()).as(hunted + ": " + hunted.mutant().mistake()).isPresent();
    assertThat(hunted.twin()).as("the right way to do the same").isEmpty();
  }

  /** The canary: whoever catches this catches nothing. */
  @Test
  void a_mutant_that_changes_nothing_survives() {
    Mutant canary =
        new Mutant(
            "changes-nothing",
            "Nothing.",
            Defects.DRAIN,
            Defects.DRAIN,
            Circumstances.NONE,
            UnaryOperator.identity(),
            "");
    assertThat(new Trials().hunt(canary, 2)).isEmpty();
  }

  @Test
  void a_survivor_that_is_caught_has_to_leave_the_list() {
    List<Mutant> survivors =
        Mutants.small().stream()
            .filter(mutant -> Mutants.SURVIVORS.containsKey(mutant.name()))
            .toList();
    assertThat(Mutants.all())
        .extracting(Mutant::name)
        .containsAll(Mutants.SURVIVORS.keySet())
        .doesNotHaveDuplicates();
    assertThat(new Hunt(1).all(survivors))
        .allSatisfy(
            hunted -> {
              assertThat(hunted.caught()).as(hunted.toString()).isEmpty();
              assertThat(hunted.twin()).as("the right way to do the same").isEmpty();
            });
  }

  /**
   * Wrong recoveries, which begin with a fault, are held to their reasons beside the right ones;
   * the canary guards the explorer and has its own test.
   */
  @Test
  void every_wrong_runbook_of_a_change_has_a_twin() {
    ScenarioLibrary library =
        new ScenarioLibrary(Trials.HOME, StepVocabulary.steps(), TopologyFile::read);
    assertThat(library.names().stream().filter(name -> isWrongChange(library, name)))
        .containsExactlyInAnyOrderElementsOf(
            WrongRunbooks.all().stream().map(Mutant::runbook).toList());
    assertThat(library.names())
        .containsAll(Mutants.all().stream().map(Mutant::twin).distinct().toList());
  }

  private static boolean isWrongChange(ScenarioLibrary library, String name) {
    return name.startsWith("wrong/")
        && ScenarioFile.read(library.scenario(name), library).require().fault() == null
        && !name.equals("wrong/canary");
  }

  @Test
  void the_page_names_every_mutant() {
    assertThat(MutantsPage.names())
        .containsExactlyInAnyOrderElementsOf(
            Mutants.all().stream().map(Mutant::name).distinct().toList());
  }

  @Test
  void the_page_says_of_wrong_runbooks_what_their_files_say() {
    Mutants.all().stream()
        .filter(mutant -> mutant.name().startsWith("wrong/"))
        .forEach(
            mutant ->
                assertThat(MutantsPage.said(mutant.name()))
                    .as(mutant.name())
                    .startsWith(mutant.mistake().replace("|", "/")));
  }
}
