package dev.firedrill.cli;

import dev.firedrill.backend.remote.RunClaims;
import dev.firedrill.drill.StopSignal;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Version;
import dev.firedrill.ports.KubernetesAccess;
import dev.firedrill.report.RunFolder;
import dev.firedrill.scenario.Scenario;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code firedrill upgrade}: a real cluster, in place, by the steps that drills rehearse. */
@Command(
    name = "upgrade",
    description = {
      "Upgrades the cluster of an inventory in place: preflight, backups, every control plane, then"
          + " every kubelet, one node at a time. Without --yes it prints every step with what it"
          + " would change, and starts nothing.",
      "What is seen meanwhile is recorded and judged as a drill's is; the run ends with its"
          + " verdict: PASS 0, FAIL 1, INCONCLUSIVE 2."
    },
    mixinStandardHelpOptions = true)
final class UpgradeCommand implements Callable<Integer> {

  private final Home home;
  private final StopSignal stop;

  @Mixin private Output output = new Output();

  @Mixin private BackupPlace backups = new BackupPlace();

  @Mixin private InventoryOption inventory = new InventoryOption();

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "The version to upgrade to, for example v1.30.4; needed but with --resume.")
  private @Nullable String to;

  @Option(names = "--yes", description = "Carries the plan out.")
  private boolean yes;

  @Option(
      names = "--resume",
      paramLabel = "RUN_DIR",
      arity = "0..1",
      fallbackValue = "",
      description = "Goes on with an upgrade that was killed: that one, or the cluster's newest.")
  private @Nullable Path resume;

  @Option(
      names = "--reports",
      paramLabel = "DIR",
      description = "Where the folders of runs are made (default: reports/).")
  private @Nullable Path reports;

  UpgradeCommand(Home home, StopSignal stop) {
    this.home = home;
    this.stop = stop;
  }

  @Override
  public Integer call() {
    Optional<Version> wanted =
        Optional.ofNullable(to).map(text -> OptionValue.version("--to", text));
    if (wanted.isEmpty() && resume == null) {
      throw new Refused(List.of("--to: expected the version to upgrade to, for example v1.30.4"));
    }
    backups.check();
    try (OperatedCluster operated = inventory.open()) {
      SshBackend backend = new SshBackend(operated);
      UpgradeRunbook runbook =
          new UpgradeRunbook(home, operated.distribution().name(), operated.cluster().topology());
      if (resume != null || yes) {
        new UpgradeClaim(RunClaims.ofThisUser()).take(operated.name());
      }
      if (resume != null) {
        return carryOut(resumed(resume, runbook, wanted, backend));
      }
      Scenario scenario = fresh(operated, runbook, wanted.orElseThrow());
      if (yes) {
        return carryOut(runs(backend).fresh(scenario, Optional.empty(), below()));
      }
      new DryRun(DrillRuns.plan(scenario, backend, new Seed(0)), output).print();
      output.progress("with --yes these steps are carried out");
      return ExitCode.OK;
    }
  }

  /** The machines are held whatever comes: they are not the run's. */
  private int carryOut(DrillRun run) {
    return output.end(RunSummary.of(run.run(true)));
  }

  private Scenario fresh(OperatedCluster operated, UpgradeRunbook runbook, Version wanted) {
    List<String> missing = operated.cluster().missing(wanted);
    if (!missing.isEmpty()) {
      throw new Refused(
          missing.stream().map(each -> "release %s: %s".formatted(wanted, each)).toList(),
          ExitCode.INCONCLUSIVE);
    }
    return runbook.of(oldest(operated), wanted);
  }

  /** Of the API servers: where an upgrade broke off they differ. */
  private static Version oldest(OperatedCluster operated) {
    KubernetesAccess kubernetes = operated.cluster().kubernetes();
    List<NodeName> nodes = operated.cluster().topology().controlPlanes();
    try {
      return nodes.stream()
          .map(node -> kubernetes.clientOf(node).getKubernetesVersion().getGitVersion())
          .map(Version::parse)
          .min(Comparator.naturalOrder())
          .orElseThrow();
    } catch (KubernetesClientException e) {
      throw new Refused(
          List.of(
              "cluster %s: the API servers on %s have to say which version they are: %s"
                  .formatted(operated.name(), nodes, e.getMessage())),
          ExitCode.INCONCLUSIVE);
    }
  }

  private DrillRun resumed(
      Path chosen, UpgradeRunbook runbook, Optional<Version> wanted, SshBackend backend) {
    String name = backend.topology().name();
    Path folder =
        chosen.toString().isEmpty()
            ? RunFolder.newestUnfinished(below(), name, backend.name())
                .orElseThrow(
                    () ->
                        new Refused(
                            List.of(
                                "--resume: no unfinished upgrade of cluster %s below %s"
                                    .formatted(name, below()))))
            : chosen;
    Scenario scenario = runbook.read(folder.resolve("scenario.yaml"));
    Version begun = scenario.expectations().version();
    if (wanted.filter(version -> !version.equals(begun)).isPresent()) {
      throw new Refused(
          List.of(
              "--resume: %s is an upgrade to %s, not to %s"
                  .formatted(folder, begun, wanted.orElseThrow())));
    }
    return runs(backend).resumed(scenario, below(), folder);
  }

  private DrillRuns runs(SshBackend backend) {
    return new DrillRuns(home, backend, backups, stop, output::progress);
  }

  private Path below() {
    return reports == null ? home.reports() : reports;
  }
}
