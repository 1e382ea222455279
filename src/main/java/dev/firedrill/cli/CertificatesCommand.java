package dev.firedrill.cli;

import dev.firedrill.backup.BackupSet;
import dev.firedrill.drill.Machines;
import dev.firedrill.history.HistoryInMemory;
import dev.firedrill.model.Schedule;
import dev.firedrill.operations.CertificateReport;
import dev.firedrill.operations.OperationContext;
import dev.firedrill.ports.Cluster;
import dev.firedrill.report.DamagedRunFolder;
import dev.firedrill.report.RunDescription;
import dev.firedrill.report.RunFolder;
import dev.firedrill.verdict.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firedrill certificates}: the inventory of a held run's cluster. */
@Command(
    name = "certificates",
    description = {
      "Lists every certificate and kubeconfig of every node of a held run's cluster (run --hold).",
      "Ends with 1 where any ends too soon or has expired."
    },
    mixinStandardHelpOptions = true)
final class CertificatesCommand implements Callable<Integer> {

  private final Backends backends;

  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "RUN_DIR", description = "The held run's folder.")
  private Path folder = Path.of("");

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
    CertificateReport report = report(open());
    if (prometheus) {
      report.prometheus().lines().forEach(output::line);
    } else if (output.isJson()) {
      output.json(report);
    } else {
      lines(report);
    }
    return report.alerts().isEmpty() ? ExitCode.OK : Outcome.FAIL.exitCode();
  }

  private RunFolder open() {
    try {
      return RunFolder.open(folder);
    } catch (DamagedRunFolder e) {
      throw new Refused(e.problems().stream().map(problem -> folder + ": " + problem).toList());
    }
  }

  private CertificateReport report(RunFolder run) {
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
    Machines machines = site.machines().apply(RunId.of(run));
    try (TemporaryFolder scratch = TemporaryFolder.create()) {
      Cluster cluster = machines.attach();
      OperationContext context =
          new OperationContext(
              cluster,
              site.distribution(),
              new HistoryInMemory(),
              scratch.path(),
              BackupSet.unencrypted(scratch.path()),
              "");
      return CertificateReport.of(context, Duration.ofDays(withinDays));
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
