package dev.firedrill.cli;

import dev.firedrill.drill.StopSignal;
import dev.firedrill.model.Seed;
import dev.firedrill.scenario.Scenario;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firedrill run}: one drill, to its verdict. */
@Command(
    name = "run",
    description =
        "Runs a drill and ends with its verdict: PASS 0, FAIL 1, INCONCLUSIVE 2,"
            + " HARNESS_ERROR 70.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  private final Home home;
  private final Backends backends;
  private final StopSignal stop;

  @Mixin private Output output = new Output();

  @Mixin private DrillOptions options = new DrillOptions();

  @Mixin private BackupPlace backups = new BackupPlace();

  @Parameters(paramLabel = "SCENARIO", description = "A name below scenarios/, or a YAML file.")
  private String scenario = "";

  @Option(
      names = "--faults",
      description = "Faults strike in and between steps, chosen by the seed.")
  private boolean faults;

  @Option(names = "--dry-run", description = "Prints every step and what it would change.")
  private boolean dryRun;

  @Option(
      names = "--hold",
      description =
          "Leaves the machines in place at the end; a simulated cluster is served to kubectl and"
              + " etcdctl until Ctrl-C.")
  private boolean hold;

  @Option(
      names = "--resume",
      paramLabel = "RUN_DIR",
      arity = "0..1",
      fallbackValue = "",
      description = "Goes on with a run that was killed: that one, or the newest of the scenario.")
  private @Nullable Path resume;

  RunCommand(Home home, Backends backends, StopSignal stop) {
    this.home = home;
    this.backends = backends;
    this.stop = stop;
  }

  @Override
  public Integer call() {
    backups.check();
    Backend named = options.backend(backends);
    Backend chosen = faults ? named.withFaults() : named;
    Preparation preparation = new Preparation(home, chosen);
    if (dryRun) {
      Scenario read = preparation.read(scenario);
      new DryRun(DrillRuns.plan(read, chosen, new Seed(0)), output).print();
      return ExitCode.OK;
    }
    DrillRun run = run(preparation, chosen);
    int exitCode = output.end(RunSummary.of(run.run(hold)));
    if (hold) {
      run.hold(output::progress);
    }
    return exitCode;
  }

  private DrillRun run(Preparation preparation, Backend chosen) {
    DrillRuns runs = new DrillRuns(home, chosen, backups, stop, output::progress);
    Path below = options.reports(home);
    if (resume != null) {
      return runs.resumed(preparation.resumable(scenario), below, resume);
    }
    return runs.fresh(preparation.ready(scenario), options.seed(), below);
  }
}
