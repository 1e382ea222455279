package dev.firedrill.cli;

import dev.firedrill.bench.SimulatorPace;
import dev.firedrill.bench.Spread;
import dev.firedrill.model.Seed;
import dev.firedrill.scenario.Scenario;
import dev.firedrill.verdict.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firedrill bench simulator}. */
@Command(
    name = "simulator",
    description = "How fast virtual time passes in simulated runs of a scenario.",
    mixinStandardHelpOptions = true)
final class BenchSimulator implements Callable<Integer> {

  private static final Seed SEED = new Seed(1);

  @picocli.CommandLine.ParentCommand private BenchCommand bench;

  @Mixin private Output output = new Output();

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..1",
      description = "What to run (default: the upgrade of the ha topology).")
  private String scenario = "upgrade-1.29-to-1.30";

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "How many runs are measured, after one that is not (default: 5).")
  private int runs = 5;

  /**
   * The figures of all runs but the first, in seconds.
   *
   * @param commit of Firedrill
   * @param simulatedSeconds of virtual time in one run
   * @param first real time of the first run, in which the virtual machine warms up
   * @param rate simulated seconds in a real second
   * @param processor time of one processor that a run took, without the compiler's
   * @param creation real time of the creation
   * @param change real time of the change
   * @param verdict the worst: figures of runs that did not pass prove nothing
   */
  record Figures(
      String scenario,
      String commit,
      double simulatedSeconds,
      double first,
      Spread rate,
      Spread processor,
      Spread creation,
      Spread change,
      Outcome verdict) {}

  @Override
  public Integer call() {
    if (runs < 1) {
      throw new Refused(List.of("--runs: at least 1 is needed, there are " + runs));
    }
    Backend backend = bench.backends().named("simulated");
    Scenario ready = new Preparation(bench.home(), backend).ready(scenario);
    List<SimulatorPace.Figures> paces = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    List<Double> processorSeconds = new ArrayList<>();
    for (int i = 0; i <= runs; i++) {
      SimulatorPace pace = new SimulatorPace(backend.clock()::now);
      long before = processorNanos();
      outcomes.add(run(backend, ready, pace));
      processorSeconds.add((processorNanos() - before) / 1e9);
      paces.add(pace.figures());
      output.progress("run %d of %d: %s".formatted(i, runs, text(pace.figures())));
    }
    Figures figures = figures(paces, processorSeconds, Outcome.worst(outcomes));
    if (output.isJson()) {
      output.json(figures);
    } else {
      print(figures);
    }
    return figures.verdict().exitCode();
  }

  /** A run whose folder is not kept. */
  private Outcome run(Backend backend, Scenario ready, SimulatorPace pace) {
    try {
      Path folder = Files.createTempDirectory("firedrill-bench");
      try {
        return new DrillRuns(bench.home(), backend, bench.stop(), line -> {})
            .fresh(ready, Optional.of(SEED), folder)
            .watched(pace);
      } finally {
        remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a folder for the runs to be measured", e);
    }
  }

  private static void remove(Path folder) throws IOException {
    List<Path> all;
    try (var found = Files.walk(folder)) {
      all = new ArrayList<>(found.toList());
    }
    java.util.Collections.reverse(all);
    for (Path each : all) {
      Files.delete(each);
    }
  }

  /** What this thread, on which the whole simulation runs, has had of a processor. */
  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private Figures figures(
      List<SimulatorPace.Figures> paces, List<Double> processorSeconds, Outcome verdict) {
    List<SimulatorPace.Figures> warm = paces.subList(1, paces.size());
    return new Figures(
        scenario,
        Build.commit(bench.home()),
        warm.get(0).simulated().toMillis() / 1000.0,
        paces.get(0).all().toMillis() / 1000.0,
        spread(warm, SimulatorPace.Figures::rate),
        Spread.of(processorSeconds.subList(1, processorSeconds.size())),
        spread(warm, each -> each.creation().toNanos() / 1e9),
        spread(warm, each -> each.change().toNanos() / 1e9),
        verdict);
  }

  private static Spread spread(
      List<SimulatorPace.Figures> of, ToDoubleFunction<SimulatorPace.Figures> figure) {
    return Spread.of(of.stream().mapToDouble(figure).boxed().toList());
  }

  private static String text(SimulatorPace.Figures figures) {
    return "%.1f s of virtual time in %.2f s"
        .formatted(figures.simulated().toMillis() / 1000.0, figures.all().toMillis() / 1000.0);
  }

  private void print(Figures figures) {
    output.line(
        "%s, seed %s, commit %s: %s"
            .formatted(figures.scenario(), SEED, figures.commit(), figures.verdict()));
    output.line("  %-34s %10.1f s".formatted("virtual time of a run", figures.simulatedSeconds()));
    output.line("  %-34s %10.2f s".formatted("first run, cold", figures.first()));
    print("simulated seconds a second", figures.rate());
    print("processor time, s", figures.processor());
    print("creation, s", figures.creation());
    print("change, s", figures.change());
  }

  private void print(String what, Spread spread) {
    output.line(
        "  %-34s %10.2f   (%.2f to %.2f)"
            .formatted(what, spread.median(), spread.least(), spread.most()));
  }
}
