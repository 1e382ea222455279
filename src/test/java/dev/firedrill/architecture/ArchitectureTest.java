package dev.firedrill.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules hold for Firedrill, and each of them catches the violation that was planted for it. */
class ArchitectureTest {

  private static final String ROOT = "dev.firedrill";
  private static final String FIXTURE = ROOT + ".archfixture";
  private static final String CLOCK = ROOT + ".backend.remote.MonotonicTimeSource";
  private static final String DIGEST = "java.security.MessageDigest";
  private static final String MAIN = ROOT + ".cli.Firedrill";

  /** Tests are what lies beside this one, wherever they were compiled to. */
  private static final ImportOption WITHOUT_TESTS =
      location ->
          !location.contains(
              ArchitectureTest.class.getProtectionDomain().getCodeSource().getLocation().getPath());

  private static final JavaClasses FIREDRILL =
      new ClassFileImporter().withImportOption(WITHOUT_TESTS).importPackages(ROOT);
  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(FIXTURE);

  private static List<String> violations(ArchRule rule, JavaClasses classes) {
    return rule.allowEmptyShould(true).evaluate(classes).getFailureReport().getDetails();
  }

  private static void catchesIn(ArchRule rule, String planted) {
    assertThat(violations(rule, PLANTED))
        .as("violations of: %s", rule.getDescription())
        .anySatisfy(found -> assertThat(found).contains(planted));
  }

  @Test
  void every_package_was_scanned_and_has_its_place_among_the_arrows() {
    Set<String> found =
        FIREDRILL.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith(ROOT + "."))
            .map(name -> name.substring(ROOT.length() + 1).split("\\.")[0])
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(FIREDRILL.size()).isGreaterThan(100);
    assertThat(Arrows.ALLOWED.keySet()).containsAll(found);
    assertThat(found).contains("model", "ports", "history", "operations", "drill", "scenario");
  }

  @Test
  void digests_are_taken_in_one_place() {
    Set<String> takers =
        FIREDRILL.stream()
            .flatMap(each -> each.getMethodCallsFromSelf().stream())
            .filter(call -> call.getTargetOwner().getFullName().equals(DIGEST))
            .filter(call -> call.getName().equals("getInstance"))
            .map(call -> call.getOriginOwner().getSimpleName())
            .collect(Collectors.toCollection(TreeSet::new));
    // Inputs digests files as they are read; the numbers of etcd's members are a SHA-1.
    assertThat(takers).containsExactly("Inputs", "Membership", "Sha256");
  }

  @Test
  void dependencies_follow_the_arrows() {
    assertThat(violations(Arrows.followedBelow(ROOT), FIREDRILL)).isEmpty();
  }

  @Test
  void a_dependency_against_an_arrow_is_caught() {
    catchesIn(Arrows.followedBelow(FIXTURE), "archfixture.operations.BackUp");
    catchesIn(Arrows.followedBelow(FIXTURE), "archfixture.newcomer.Newcomer");
    assertThat(violations(Arrows.followedBelow(FIXTURE), PLANTED))
        .noneSatisfy(found -> assertThat(found).startsWith("Method <" + FIXTURE + ".drill"));
  }

  @Test
  void no_packages_know_each_other_in_a_cycle() {
    assertThat(violations(House.noCycles(ROOT), FIREDRILL)).isEmpty();
  }

  @Test
  void a_cycle_is_caught() {
    catchesIn(House.noCycles(FIXTURE), "archfixture.drill.Rehearse");
  }

  @Test
  void only_the_cli_prints() {
    assertThat(violations(House.onlyTheCliPrints(ROOT), FIREDRILL)).isEmpty();
  }

  @Test
  void printing_elsewhere_is_caught() {
    catchesIn(House.onlyTheCliPrints(FIXTURE), "Judgement.print()");
    assertThat(violations(House.onlyTheCliPrints(FIXTURE), PLANTED))
        .noneSatisfy(found -> assertThat(found).contains("cli.Prints"));
  }

  @Test
  void nobody_sleeps_not_even_in_tests() {
    JavaClasses all = new ClassFileImporter().importPackages(ROOT);
    assertThat(violations(House.nobodySleeps(), all))
        .allSatisfy(found -> assertThat(found).contains(FIXTURE));
  }

  @Test
  void a_sleep_is_caught() {
    catchesIn(House.nobodySleeps(), "Judgement.sleep()");
  }

  @Test
  void one_class_reads_the_wall_clock() {
    assertThat(violations(House.oneClassReadsTheClock(CLOCK), FIREDRILL)).isEmpty();
  }

  @Test
  void a_look_at_the_wall_clock_is_caught() {
    catchesIn(House.oneClassReadsTheClock(CLOCK), "Judgement.now()");
    catchesIn(House.oneClassReadsTheClock(CLOCK), "Judgement.elapsed()");
  }

  @Test
  void every_random_choice_comes_from_the_seed() {
    assertThat(violations(House.noUnseededRandom(), FIREDRILL)).isEmpty();
  }

  @Test
  void an_unseeded_choice_is_caught() {
    catchesIn(House.noUnseededRandom(), "Judgement.guess()");
  }

  @Test
  void only_main_ends_the_process() {
    assertThat(violations(House.onlyOneClassExits(MAIN), FIREDRILL)).isEmpty();
  }

  @Test
  void an_exit_elsewhere_is_caught() {
    catchesIn(House.onlyOneClassExits(MAIN), "Judgement.end()");
  }

  @Test
  void objects_of_the_api_are_built_anew_and_not_changed() {
    assertThat(violations(House.objectsOfTheApiAreBuiltAnew(), FIREDRILL)).isEmpty();
  }

  @Test
  void a_change_of_an_object_of_the_api_is_caught() {
    catchesIn(House.objectsOfTheApiAreBuiltAnew(), "Judgement.rename(");
  }

  @Test
  void nothing_that_acts_or_judges_knows_a_distribution() {
    assertThat(violations(House.noDistributionIsNamed(ROOT), FIREDRILL)).isEmpty();
  }

  @Test
  void an_operation_that_knows_a_distribution_is_caught() {
    ArchRule rule = House.noDistributionIsNamed(FIXTURE);
    catchesIn(rule, "operations.Branches.byName(");
    catchesIn(rule, "operations.Branches has the constant \"k3s\"");
    catchesIn(rule, "operations.Branches has the constant \"kubeadm upgrade plan\"");
    catchesIn(rule, "operations.Branches has the constant \"/etc/kubernetes/admin.conf\"");
    catchesIn(rule, "distribution.own.Own");
    assertThat(violations(rule, PLANTED))
        .noneSatisfy(found -> assertThat(found).contains("\"a kind word\""));
  }

  @Test
  void no_class_has_an_empty_name() {
    assertThat(violations(House.noEmptyNames(), FIREDRILL)).isEmpty();
  }

  @Test
  void an_empty_name_is_caught() {
    catchesIn(House.noEmptyNames(), "VerdictManager");
  }
}
