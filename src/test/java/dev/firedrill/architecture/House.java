package dev.firedrill.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The rules of the house that bytecode shows. */
final class House {

  private static final Set<Class<?>> DATES =
      Set.of(
          Instant.class,
          LocalDate.class,
          LocalDateTime.class,
          OffsetDateTime.class,
          ZonedDateTime.class);

  private House() {}

  /** No two packages know each other, not even through others. */
  static ArchRule noCycles(String root) {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  /** Only the CLI prints. */
  static ArchRule onlyTheCliPrints(String root) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".cli..")
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);
  }

  /** Nobody sleeps: whoever waits names a condition. */
  static ArchRule nobodySleeps() {
    return noClasses()
        .should()
        .callCodeUnitWhere(
            call(
                "sleeps",
                found ->
                    found.getName().equals("sleep")
                        && (owner(found, Thread.class) || owner(found, TimeUnit.class))));
  }

  /** One class looks at the wall clock. */
  static ArchRule oneClassReadsTheClock(String clock) {
    return noClasses()
        .that()
        .doNotHaveFullyQualifiedName(clock)
        .should()
        .callCodeUnitWhere(call("reads the wall clock", House::readsTheClock));
  }

  /** Every random choice comes from the run's seed. */
  static ArchRule noUnseededRandom() {
    return noClasses()
        .should()
        .callCodeUnitWhere(call("makes an unseeded random choice", House::isUnseeded));
  }

  /** One class ends the process. */
  static ArchRule onlyOneClassExits(String main) {
    return noClasses()
        .that()
        .doNotHaveFullyQualifiedName(main)
        .should()
        .callCodeUnitWhere(
            call(
                "ends the process",
                found ->
                    Map.of("exit", System.class, "halt", Runtime.class).entrySet().stream()
                        .anyMatch(
                            way ->
                                found.getName().equals(way.getKey())
                                    && owner(found, way.getValue()))));
  }

  /**
   * Nobody sets a field of an object of the API, which may be shared with others: objects are built
   * anew.
   */
  static ArchRule objectsOfTheApiAreBuiltAnew() {
    return noClasses()
        .should()
        .callCodeUnitWhere(
            call(
                "changes an object of the API",
                found ->
                    found.getName().startsWith("set") && owner(found, KubernetesResource.class)));
  }

  /**
   * No operation, and nothing that judges or rehearses one, knows a distribution: not by its
   * classes, not by its name, not by where it keeps things.
   */
  static ArchRule noDistributionIsNamed(String root) {
    return noClasses()
        .that()
        .resideInAnyPackage(
            Stream.of("operations", "fault", "drill", "verdict", "scenario", "watch", "workload")
                .map(name -> root + "." + name + "..")
                .toArray(String[]::new))
        .should(new KnowADistribution());
  }

  /** Classes are named after what they are. */
  static ArchRule noEmptyNames() {
    return classes()
        .should()
        .haveNameNotMatching(".*(Manager|Helper|Utils?|Impl)(\\$.*)?")
        .because("such a name says nothing of the idea");
  }

  private static boolean readsTheClock(JavaCall<?> found) {
    boolean system =
        owner(found, System.class)
            && Set.of("currentTimeMillis", "nanoTime").contains(found.getName());
    boolean date =
        found.getName().equals("now")
            && found.getTarget().getRawParameterTypes().isEmpty()
            && DATES.stream().anyMatch(type -> owner(found, type));
    boolean clock = owner(found, Clock.class) && found.getName().startsWith("system");
    boolean old =
        owner(found, Date.class)
            && found.getName().equals("<init>")
            && found.getTarget().getRawParameterTypes().isEmpty();
    return system || date || clock || old;
  }

  private static boolean isUnseeded(JavaCall<?> found) {
    boolean made =
        found.getName().equals("<init>")
            && found.getTarget().getRawParameterTypes().isEmpty()
            && (owner(found, Random.class) || owner(found, SplittableRandom.class));
    boolean math = owner(found, Math.class) && found.getName().equals("random");
    boolean local = owner(found, ThreadLocalRandom.class) && found.getName().equals("current");
    return made || math || local;
  }

  private static boolean owner(JavaCall<?> found, Class<?> type) {
    return assignableTo(type).test(found.getTargetOwner());
  }

  private static DescribedPredicate<JavaCall<?>> call(
      String description, java.util.function.Predicate<JavaCall<?>> predicate) {
    return describe(description, predicate);
  }
}
