package dev.firedrill.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.cli.FaultyDrills;
import dev.firedrill.cli.FaultyDrills.Drilled;
import dev.firedrill.cli.FaultyDrills.Shrunk;
import dev.firedrill.mutants.FaultMutants.Latent;
import dev.firedrill.scenario.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Operations with a defect that shows only where faults strike: what fails by it is shrunk to few
 * faults, and the file that is written of them replays the same way every time. {@code
 * firedrill.shrinking.seeds} says how many failing seeds of each mutant (5).
 */
class ShrinkingOfMutantsTest {

  private static final int REPLAYS = 10;
  private static final int MOST_FAULTS_LEFT = 3;

  /** A mutant that fails on none of so many has nothing to be shrunk. */
  private static final long LAST = 2_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"drain/fails-where-cordoned, 78", "uncordon/asked-twice, 31"})
  void what_a_defect_under_faults_fails_by_is_shrunk_and_replays(String name, long seed) {
    Mutant mutant = mutant(name);
    Shrunk shrunk = new FaultyDrills(scenario(mutant)).shrink(seed, folder).orElseThrow();
    assertThat(shrunk.left().faults()).isBetween(1, MOST_FAULTS_LEFT);
    assertThat(shrunk.left().finding()).contains(mutant.reason());
    replays(mutant, shrunk, 1);
  }

  @Tag("seeds")
  @Test
  void most_are_left_with_few_faults_and_each_replays_the_same_way_every_time(
      TestReporter figures) {
    List<Shrunk> all = new ArrayList<>();
    for (Latent latent : FaultMutants.all()) {
      Mutant mutant = latent.mutant();
      List<Shrunk> some = failing(latent, Integer.getInteger("firedrill.shrinking.seeds", 5));
      some.forEach(shrunk -> replays(mutant, shrunk, REPLAYS));
      some.forEach(shrunk -> figures.publishEntry(mutant + " --seed " + shrunk.seed(), of(shrunk)));
      all.addAll(some);
    }
    figures.publishEntry("faults before", spread(all, shrunk -> shrunk.before().faults()));
    figures.publishEntry("faults left", spread(all, shrunk -> shrunk.left().faults()));
    figures.publishEntry("drills", spread(all, Shrunk::drills));
    figures.publishEntry("seconds", spread(all, shrunk -> shrunk.real().toMillis() / 1e3));
    figures.publishEntry(
        "of a processor", spread(all, shrunk -> shrunk.processor().toMillis() / 1e3));
    figures.publishEntry("replayed the same way", REPLAYS + " of " + REPLAYS + ", each");
    assertThat(median(all, shrunk -> shrunk.left().faults())).isLessThanOrEqualTo(MOST_FAULTS_LEFT);
  }

  /** The first seeds on which such faults make it fail; its right twin passes them. */
  private List<Shrunk> failing(Latent latent, int wanted) {
    Mutant mutant = latent.mutant();
    FaultyDrills drills = new FaultyDrills(scenario(mutant));
    FaultyDrills twins = new FaultyDrills(Trials.scenario(mutant.twin(), UnaryOperator.identity()));
    List<Shrunk> failing = new ArrayList<>();
    for (long seed = 1; seed <= LAST && failing.size() < wanted; seed++) {
      Optional<Shrunk> shrunk =
          drills.strikes(seed, latent.by()) ? drills.shrink(seed, folder) : Optional.empty();
      if (shrunk.isPresent()) {
        failing.add(shrunk.get());
        assertThat(twins.drill(seed))
            .as("%s --seed %d, the right twin", mutant, seed)
            .matches(Drilled::expected);
      }
    }
    assertThat(failing).as(mutant.name()).hasSize(wanted);
    return failing;
  }

  private static void replays(Mutant mutant, Shrunk shrunk, int times) {
    Scenario file = Trials.scenario(shrunk.file().toString(), mutant.operations());
    List<Drilled> replays =
        IntStream.range(0, times).mapToObj(each -> FaultyDrills.replay(file)).toList();
    assertThat(replays)
        .as("%s --seed %d: %s", mutant, shrunk.seed(), shrunk.file())
        .containsOnly(shrunk.left());
  }

  private static Scenario scenario(Mutant mutant) {
    return Trials.scenario(mutant.runbook(), mutant.operations());
  }

  private static Mutant mutant(String name) {
    return FaultMutants.all().stream()
        .map(Latent::mutant)
        .filter(mutant -> mutant.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String of(Shrunk shrunk) {
    return String.format(
        Locale.ROOT,
        "%d faults, %d left, by %d drills in %.1f s, %.1f s of a processor: %s",
        shrunk.before().faults(),
        shrunk.left().faults(),
        shrunk.drills(),
        shrunk.real().toMillis() / 1e3,
        shrunk.processor().toMillis() / 1e3,
        shrunk.left().finding());
  }

  private static String spread(List<Shrunk> all, ToDoubleFunction<Shrunk> figure) {
    return String.format(
        Locale.ROOT,
        "%.1f in the median, %.1f at most",
        median(all, figure),
        all.stream().mapToDouble(figure).max().orElseThrow());
  }

  /** The upper one of two. */
  private static double median(List<Shrunk> all, ToDoubleFunction<Shrunk> figure) {
    return all.stream().mapToDouble(figure).sorted().toArray()[all.size() / 2];
  }
}
