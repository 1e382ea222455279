package dev.firedrill.cli;

import dev.firedrill.bench.Comparison;
import dev.firedrill.bench.MemoryPeak;
import dev.firedrill.bench.PhaseTime;
import dev.firedrill.bench.PhaseTimes;
import dev.firedrill.bench.Quartiles;
import dev.firedrill.drill.StopSignal;
import dev.firedrill.verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firedrill bench}: figures of this machine, to be kept in docs/performance.md. */
@Command(
    name = "bench",
    description = "Measures on this machine; nothing else should run meanwhile.",
    mixinStandardHelpOptions = true,
    subcommands = {BenchCommand.Cluster.class, BenchSimulator.class, BenchScale.class})
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

    @Option(
        names = "--against",
        paramLabel = "NAME",
        description =
            "Instead: creation of one control plane, in turn with that of this program (kind), of"
                + " the same node image, until its node is Ready.")
    private @Nullable String against;

    @Option(
        names = "--runs",
        paramLabel = "N",
        description = "With --against: how many clusters of each (default: ${DEFAULT-VALUE}).")
    private int runs = 10;

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

    /**
     * The figures of two ways to make a cluster.
     *
     * @param image the node image of both
     * @param program what creation is compared with
     * @param ratio of the medians, less than 1 where Firedrill is quicker
     */
    record Creations(
        String commit,
        String engine,
        String image,
        String program,
        Comparison seconds,
        Quartiles own,
        Quartiles other,
        double ratio,
        boolean noSlower) {}

    @Override
    public Integer call() {
      return against == null ? phases() : creations(against);
    }

    /** Ends with 1 where Firedrill is slower. */
    private Integer creations(String program) {
      Backend backend = bench.backends.named(name);
      CreationSides sides = CreationSides.of(bench.home, backend, program, runs);
      Comparison seconds =
          new CreationBench(backend.clock(), output::progress)
              .run(sides.own(), sides.other(), runs);
      Creations creations =
          new Creations(
              Build.commit(bench.home),
              sides.engine(),
              sides.image(),
              program,
              seconds,
              seconds.ownQuartiles(),
              seconds.otherQuartiles(),
              seconds.ratio(),
              seconds.noSlower());
      if (output.isJson()) {
        output.json(creations);
      } else {
        print(creations);
      }
      return creations.noSlower() ? ExitCode.OK : Outcome.FAIL.exitCode();
    }

    private void print(Creations creations) {
      output.line(
          "creation of one control plane of %s on %s, %d runs each, commit %s"
              .formatted(
                  creations.image(),
                  creations.engine(),
                  creations.seconds().own().size(),
                  creations.commit()));
      output.line(
          "  %-10s %8s %8s %8s %8s %8s".formatted("s", "least", "q1", "median", "q3", "most"));
      print("firedrill", creations.own());
      print(creations.program(), creations.other());
      output.line(
          "  median: %.2f of %s's, %s"
              .formatted(
                  creations.ratio(),
                  creations.program(),
                  creations.noSlower() ? "no slower" : "slower"));
    }

    private void print(String who, Quartiles of) {
      output.line(
          "  %-10s %8.1f %8.1f %8.1f %8.1f %8.1f"
              .formatted(who, of.least(), of.first(), of.median(), of.third(), of.most()));
    }

    private Integer phases() {
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
