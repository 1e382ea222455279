package dev.firedrill.cli;

import dev.firedrill.drill.StopSignal;
import dev.firedrill.model.DisasterRow;
import dev.firedrill.model.Seed;
import dev.firedrill.report.Certification;
import dev.firedrill.report.CertificationMatrix;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code firedrill certify}: every row of the recovery table, one drill after the other, on one
 * backend or on several.
 */
@Command(
    name = "certify",
    description =
        "Runs the drill of every row of the recovery table and ends with the table: PASS 0 where"
            + " every row passes, else the worst of their verdicts. On several backends the table"
            + " is of rows by backends.",
    mixinStandardHelpOptions = true)
final class CertifyCommand implements Callable<Integer> {

  private final Home home;
  private final Backends backends;
  private final StopSignal stop;

  @Mixin private Output output = new Output();

  @Mixin private DrillOptions options = new DrillOptions();

  @Mixin private BackupPlace backups = new BackupPlace();

  @Option(
      names = "--rows",
      paramLabel = "ROW",
      split = ",",
      description = "Only these rows, in the table's order (default: all of them).")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      arity = "0..1",
      fallbackValue = "",
      description = "Goes on with a certification that was broken off: that one, or the newest.")
  private @Nullable Path resume;

  CertifyCommand(Home home, Backends backends, StopSignal stop) {
    this.home = home;
    this.backends = backends;
    this.stop = stop;
  }

  @Override
  public Integer call() {
    backups.check();
    Path below = options.reports(home);
    return resume == null
        ? begun(options.backends(backends), below)
        : resumed(below, unfinished(below, resume));
  }

  private int begun(List<Backend> chosen, Path below) {
    List<DisasterRow> rows = rows();
    List<RowScenarios> prepared =
        chosen.stream().map(backend -> RowScenarios.of(home, backend, rows)).toList();
    List<RowScenarios> usable =
        chosen.size() == 1 ? RowScenarios.allOf(prepared) : RowScenarios.usable(prepared);
    Instant now = chosen.get(0).clock().now();
    Seed seed = options.seed().orElseGet(() -> new Seed(now.getEpochSecond()));
    Path folder = Certification.folder(below, now, seed);
    CertificationMatrix begun =
        new CertificationMatrix(
            seed,
            now,
            rows,
            usable.stream().map(each -> each.begun(seed, now, rows)).toList(),
            prepared.stream()
                .filter(each -> !usable.contains(each))
                .map(RowScenarios::unusable)
                .toList());
    begun.write(folder);
    return certify(begun, folder, usable);
  }

  private int resumed(Path below, Path folder) {
    CertificationMatrix begun = CertificationMatrix.read(folder);
    if (options.namesBackend()) {
      Set<String> named =
          options.backends(backends).stream()
              .map(Backend::name)
              .collect(Collectors.toCollection(LinkedHashSet::new));
      if (!named.equals(Set.copyOf(begun.backends()))) {
        throw new Refused(
            List.of(
                "--resume: %s is on backend %s, not %s"
                    .formatted(
                        folder, String.join(",", begun.backends()), String.join(",", named))));
      }
    }
    List<Certification> unfinished =
        begun.certifications().stream().filter(each -> !each.isComplete()).toList();
    boolean inDrill = !unfinished.isEmpty() && RowDrills.isBegun(unfinished.get(0), below);
    List<RowScenarios> left = unfinished.stream().map(each -> left(each, inDrill)).toList();
    CertificationMatrix marked = begun;
    for (RowScenarios each : RowScenarios.allOf(left)) {
      marked = marked.with(each.marked(marked.of(each.backend().name())));
    }
    return certify(marked, folder, left);
  }

  private RowScenarios left(Certification begun, boolean behindMachines) {
    Backend backend = backends.named(begun.backend());
    return behindMachines
        ? RowScenarios.behindMachines(home, backend, begun.left())
        : RowScenarios.of(home, backend, begun.left());
  }

  private int certify(CertificationMatrix begun, Path folder, List<RowScenarios> left) {
    stop.heed();
    CertificationMatrix soFar = begun;
    for (RowScenarios each : left) {
      CertificationMatrix others = soFar;
      RowDrills drills =
          new RowDrills(
              new DrillRuns(home, each.backend(), backups, stop, output::progress),
              stop,
              begun.seed(),
              options.reports(home),
              folder,
              drilled -> others.with(drilled).write(folder),
              output::progress);
      // A process that was killed had begun a drill of the first one at most.
      boolean mayBeBegun = resume != null && each == left.get(0);
      soFar =
          others.with(drills.run(others.of(each.backend().name()), each.scenarios(), mayBeBegun));
    }
    if (!soFar.isComplete()) {
      output.progress("stopped on request; what is left can be gone on with by --resume");
    }
    print(soFar, folder);
    return soFar.outcome().exitCode();
  }

  private void print(CertificationMatrix matrix, Path folder) {
    Optional<Certification> alone = matrix.alone();
    if (output.isJson()) {
      output.json(alone.isPresent() ? alone.get() : matrix);
      return;
    }
    alone
        .map(one -> new CertificationLines(one).lines())
        .orElseGet(() -> new MatrixLines(matrix).lines())
        .forEach(output::line);
    output.line("report     " + Certification.page(folder));
  }

  private static Path unfinished(Path below, Path named) {
    if (!named.toString().isEmpty()) {
      return named;
    }
    return CertificationMatrix.newestUnfinished(below)
        .orElseThrow(
            () -> new Refused(List.of("--resume: no unfinished certification below " + below)));
  }

  /**
   * The rows that are asked for, in the table's order.
   *
   * @throws Refused naming every word that is none
   */
  private List<DisasterRow> rows() {
    List<String> none = only.stream().filter(key -> DisasterRow.find(key).isEmpty()).toList();
    if (!none.isEmpty()) {
      throw new Refused(
          none.stream()
              .map(key -> "--rows: no row \"%s\"; there are %s".formatted(key, DisasterRow.keys()))
              .toList());
    }
    return Arrays.stream(DisasterRow.values())
        .filter(row -> only.isEmpty() || only.contains(row.key()))
        .toList();
  }
}
