package dev.firedrill.cli;

import dev.firedrill.bench.MemoryPeak;
import dev.firedrill.bench.PhaseTime;
import dev.firedrill.bench.PhaseTimes;
import dev.firedrill.drill.StopSignal;
import dev.firedrill.verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firedrill bench}: figures of this machine, to be kept in docs/performance.md. */
@Command(
    name = "bench",
    description = "Measures on this machine; nothing else should run meanwhile.",
    mixinStandardHelpOptions = true,
    subcommands = {BenchCommand.Cluster.class, BenchSimulator.class})
final class BenchCommand {

  private final Home home;
  private final Backends backends;
  private final StopSignal stop;

  BenchCommand(Home home, Backends backends, StopSignal stop) {
    this.home = home;
    this.backends = backends;
    this.stop = stop;
  }

  Home home() {
    return home;
  }

  Backends backends() {
    return backends;
  }

  StopSignal stop() {
    return stop;
  }

  /** {@code firedrill bench cluster}. */
  @Command(
      name = "cluster",
      description = "Creation and upgrade of real clusters, phase by phase, and their memory.",
      mixinStandardHelpOptions = true)
  static final class Cluster implements Callable<Integer> {

    @picocli.CommandLine.ParentCommand private BenchCommand bench;

    @Mixin private Output output = new Output();

    @Option(
        names = "--backend",
        paramLabel = "NAME",
        description = "Whose clusters (default: ${DEFAULT-VALUE}).")
    private String name = "kubeadm";

    @Parameters(
        paramLabel = "SCENARIO",
        arity = "0..*",
        description = "What to run (default: the upgrades of the single and of the ha topology).")
    private List<String> scenarios =
        new ArrayList<>(List.of("upgrade-1.29-to-1.30-single", "upgrade-1.29-to-1.30"));

    /**
     * The figures of one scenario.
     *
     * @param scenario its name
     * @param verdict its verdict: figures of a run that did not pass prove nothing
     * @param phases how long each phase took
     * @param memoryPeakMiB what the machine used at most above what it used before
     */
    record Figures(String scenario, Outcome verdict, List<PhaseTime> phases, long memoryPeakMiB) {}

    @Override
    public Integer call() {
      List<Figures> all = new ArrayList<>();
      for (String scenario : scenarios) {
        Figures figures = measure(scenario);
        all.add(figures);
        if (!output.isJson()) {
          print(figures);
        }
      }
      if (output.isJson()) {
        output.json(all);
      }
      return Outcome.worst(all.stream().map(Figures::verdict).toList()).exitCode();
    }

    private Figures measure(String scenario) {
      Backend backend = bench.backends.named(name);
      DrillRuns runs = new DrillRuns(bench.home, backend, bench.stop, output::progress);
      try (MemoryPeak memory = new MemoryPeak()) {
        DrillResult result =
            runs.fresh(
                    new Preparation(bench.home, backend).ready(scenario),
                    Optional.empty(),
                    bench.home.reports())
                .run(false);
        return new Figures(
            scenario,
            result.verdict().outcome(),
            PhaseTimes.of(result.history()),
            memory.bytes() >> 20);
      }
    }

    private void print(Figures figures) {
      output.line(figures.scenario() + ": " + figures.verdict());
      for (PhaseTime phase : figures.phases()) {
        output.line("  %-45s %7.1f s".formatted(phase.phase(), phase.took().toMillis() / 1000.0));
      }
      output.line("  %-45s %5d MiB".formatted("memory, peak", figures.memoryPeakMiB()));
    }
  }
}
