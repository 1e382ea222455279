package dev.firedrill.cli;

import dev.firedrill.model.Schedule;
import dev.firedrill.model.ScheduledFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Makes the schedule of a drill that failed as small as can be while a drill of it still fails with
 * the same finding: first with the faults that struck, with none and with each alone, which is what
 * most are owed to; then with fewer of them (Zeller and Hildebrandt, "Simplifying and Isolating
 * Failure-Inducing Input", IEEE TSE 2002), then with simpler ones. No schedule is drilled twice.
 */
final class Shrinking {

  private static final Duration SHORT = Duration.ofSeconds(1);

  private final Function<Schedule, SeedResult> drill;
  private final BooleanSupplier enough;
  private final Set<List<ScheduledFault>> tried = new HashSet<>();

  /**
   * How it is found out.
   *
   * @param drill runs the drill of a schedule
   * @param enough asked before each drill: true where there is no time for another
   */
  Shrinking(Function<Schedule, SeedResult> drill, BooleanSupplier enough) {
    this.drill = drill;
    this.enough = enough;
  }

  /** The drill of the smallest schedule that was found; the very one where it cannot be smaller. */
  SeedResult shrink(SeedResult failed) {
    tried.add(failed.schedule().faults());
    SeedResult smallest = fewer(oneOrNone(struck(failed)));
    for (int i = 0; i < smallest.schedule().faults().size(); i++) {
      smallest = simpler(smallest, i);
    }
    return smallest;
  }

  /** Leaves out what never came to strike. */
  private SeedResult struck(SeedResult failed) {
    List<ScheduledFault> struck =
        failed.schedule().faults().stream()
            .filter(fault -> failed.faults().contains(fault.what()))
            .toList();
    return same(failed, struck).orElse(failed);
  }

  /** None, or one alone, the last first: what comes after it has nothing to do with the finding. */
  private SeedResult oneOrNone(SeedResult failed) {
    List<List<ScheduledFault>> few = new ArrayList<>();
    failed.schedule().faults().forEach(fault -> few.add(0, List.of(fault)));
    few.add(0, List.of());
    return few.stream().flatMap(faults -> same(failed, faults).stream()).findFirst().orElse(failed);
  }

  /** Leaves out parts of the faults, first halves, in the end one by one. */
  private SeedResult fewer(SeedResult failed) {
    SeedResult smallest = failed;
    int part = Math.max(1, smallest.schedule().faults().size() / 2);
    while (!smallest.schedule().faults().isEmpty()) {
      Optional<SeedResult> less = withoutSome(smallest, part);
      if (less.isPresent()) {
        smallest = less.get();
        part = Math.max(1, Math.min(part, smallest.schedule().faults().size() / 2));
      } else if (part > 1) {
        part /= 2;
      } else {
        return smallest;
      }
    }
    return smallest;
  }

  private Optional<SeedResult> withoutSome(SeedResult failed, int part) {
    List<ScheduledFault> faults = failed.schedule().faults();
    for (int from = 0; from < faults.size(); from += part) {
      List<ScheduledFault> left = new ArrayList<>(faults);
      left.subList(from, Math.min(from + part, faults.size())).clear();
      Optional<SeedResult> same = same(failed, left);
      if (same.isPresent()) {
        return same;
      }
    }
    return Optional.empty();
  }

  /** At the step's beginning, at a whole second; for a second, for half as long. */
  private SeedResult simpler(SeedResult failed, int index) {
    SeedResult simplest = failed;
    List<UnaryOperator<ScheduledFault>> ways =
        List.of(
            fault -> fault.after(Duration.ZERO),
            fault -> fault.after(Duration.ofSeconds(fault.after().toSeconds())),
            fault -> fault.lasting(SHORT),
            fault -> fault.lasting(Duration.ofSeconds(fault.lasts().toSeconds() / 2)));
    for (UnaryOperator<ScheduledFault> way : ways) {
      List<ScheduledFault> faults = new ArrayList<>(simplest.schedule().faults());
      ScheduledFault simpler = way.apply(faults.get(index));
      if (!simpler.equals(faults.set(index, simpler)) && !simpler.lasts().isZero()) {
        simplest = same(simplest, faults).orElse(simplest);
      }
    }
    return simplest;
  }

  private Optional<SeedResult> same(SeedResult failed, List<ScheduledFault> faults) {
    return Stream.of(faults)
        .filter(some -> !enough.getAsBoolean())
        .filter(tried::add)
        .map(some -> drill.apply(failed.schedule().with(some)))
        .filter(result -> !result.expected() && kind(result).equals(kind(failed)))
        .findFirst();
  }

  /** A finding without its numbers and details: the checker, and of what it speaks. */
  private static String kind(SeedResult result) {
    String[] parts = result.finding().split(": ");
    String told = parts.length < 2 ? result.finding() : parts[0] + ": " + parts[1];
    return result.verdict() + " " + told.replaceAll("[\\d.]+", "#");
  }
}
