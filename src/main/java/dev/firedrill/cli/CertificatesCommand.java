package dev.firedrill.cli;

import dev.firedrill.distribution.Distribution;
import dev.firedrill.drill.Machines;
import dev.firedrill.model.Schedule;
import dev.firedrill.operations.CertificateReport;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.FileNotAccessible;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.report.DamagedRunFolder;
import dev.firedrill.report.RunDescription;
import dev.firedrill.report.RunFolder;
import dev.firedrill.tools.CommandFailed;
import dev.firedrill.tools.Unexpected;
import dev.firedrill.verdict.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firedrill certificates}: how long each certificate of a cluster is good. */
@Command(
    name = "certificates",
    description = {
      "Lists every certificate and kubeconfig of every node of the cluster of an inventory, or of a"
          + " held run (run --hold).",
      "Ends with 1 where any ends too soon or has expired."
    },
    mixinStandardHelpOptions = true)
final class CertificatesCommand implements Callable<Integer> {

  private final Backends backends;

  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "RUN_DIR", arity = "0..1", description = "The held run's folder.")
  private @Nullable Path run;

  @Option(
      names = "--inventory",
      paramLabel = "FILE",
      description = "The cluster's inventory, see docs/inventory.md.")
  private @Nullable Path inventory;

  @Option(
      names = "--within-days",
      paramLabel = "DAYS",
      description = "An end within this many days is an alert (default: ${DEFAULT-VALUE}).")
  private int withinDays = 30;

  @Option(
      names = "--prometheus",
      description = "Print metrics for the node exporter's text files instead.")
  private boolean prometheus;

  CertificatesCommand(Backends backends) {
    this.backends = backends;
  }

  @Override
  public Integer call() {
    CertificateReport report = report();
    if (prometheus) {
      report.prometheus().lines().forEach(output::line);
    } else if (output.isJson()) {
      output.json(report);
    } else {
      lines(report);
    }
    return report.alerts().isEmpty() ? ExitCode.OK : Outcome.FAIL.exitCode();
  }

  private CertificateReport report() {
    if (inventory != null && run == null) {
      return ofInventory(inventory);
    }
    if (run != null && inventory == null) {
      return ofRun(run, open(run));
    }
    throw new Refused(List.of("expected either --inventory FILE or the folder of a held run"));
  }

  private CertificateReport ofInventory(Path file) {
    try (OperatedCluster operated = OperatedCluster.of(file)) {
      return report(file, operated.cluster(), operated.distribution());
    }
  }

  /** What cannot be looked at now proves nothing of it. */
  private CertificateReport report(Path source, Cluster cluster, Distribution distribution) {
    try (ScratchRun scratch = new ScratchRun()) {
      return CertificateReport.of(
          scratch.context(cluster, distribution), Duration.ofDays(withinDays));
    } catch (NodeUnreachable | CommandTimedOut | FileNotAccessible | CommandFailed | Unexpected e) {
      throw new Refused(List.of(source + ": " + e.getMessage()), ExitCode.INCONCLUSIVE);
    }
  }

  private static RunFolder open(Path folder) {
    try {
      return RunFolder.open(folder);
    } catch (DamagedRunFolder e) {
      throw new Refused(e.problems().stream().map(problem -> folder + ": " + problem).toList());
    }
  }

  private CertificateReport ofRun(Path folder, RunFolder run) {
    RunDescription description = run.description();
    if (description.simulated()) {
      throw new Refused(
          List.of(folder + ": its cluster was simulated and ended with the run; hold a real one"));
    }
    DrillSite site =
        backends
            .named(description.backend())
            .site(
                description.topology(),
                description.expectations().version(),
                new Schedule(description.seed(), List.of()));
    return report(
        folder, attached(folder, site.machines().apply(RunId.of(run))), site.distribution());
  }

  private static Cluster attached(Path folder, Machines machines) {
    try {
      return machines.attach();
    } catch (IllegalStateException e) {
      throw new Refused(
          List.of(folder + ": its cluster cannot be reached: " + e.getMessage()),
          ExitCode.INCONCLUSIVE);
    }
  }

  private void lines(CertificateReport report) {
    output.line(
        "%-10s %-25s %9s  %-26s %s"
            .formatted("node", "certificate", "days left", "issuer", "file"));
    for (CertificateReport.Entry each : report.entries()) {
      output.line(
          "%-10s %-25s %9d  %-26s %s%s"
              .formatted(
                  each.node(),
                  each.name(),
                  each.daysLeft(),
                  each.issuer(),
                  each.file(),
                  each.alert() ? "  ALERT" : ""));
    }
    output.line(
        "%d certificates, %d of them end within %d days"
            .formatted(report.entries().size(), report.alerts().size(), withinDays));
  }
}
