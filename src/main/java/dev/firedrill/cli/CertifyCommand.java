package dev.firedrill.cli;

import dev.firedrill.drill.StopSignal;
import dev.firedrill.model.DisasterRow;
import dev.firedrill.model.Seed;
import dev.firedrill.report.Certification;
import dev.firedrill.report.CertifiedRow;
import dev.firedrill.scenario.Scenario;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code firedrill certify}: every row of the recovery table, one drill after the other. */
@Command(
    name = "certify",
    description =
        "Runs the drill of every row of the recovery table and ends with the table: PASS 0 where"
            + " every row passes, else the worst of their verdicts.",
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
    Backend chosen = options.backend(backends);
    Path below = options.reports(home);
    return resume == null ? begun(chosen, below) : resumed(chosen, unfinished(below, resume));
  }

  private int begun(Backend chosen, Path below) {
    List<DisasterRow> rows = rows();
    Map<DisasterRow, String> inapplicable = new LinkedHashMap<>();
    Map<DisasterRow, Scenario> drills = drills(new Preparation(home, chosen), rows, inapplicable);
    Instant now = chosen.clock().now();
    Seed seed = options.seed().orElseGet(() -> new Seed(now.getEpochSecond()));
    Path folder = Certification.folder(below, now, seed);
    Certification begun =
        new Certification(chosen.name(), chosen.simulated(), seed, now, rows, List.of());
    for (Map.Entry<DisasterRow, String> row : inapplicable.entrySet()) {
      begun = begun.with(CertifiedRow.notApplicable(row.getKey(), row.getValue()));
    }
    begun.write(folder);
    return certify(chosen, begun, folder, drills);
  }

  private int resumed(Backend chosen, Path folder) {
    Certification begun = Certification.read(folder);
    if (!begun.backend().equals(chosen.name())) {
      throw new Refused(
          List.of(
              "--resume: %s is on backend %s, not %s"
                  .formatted(folder, begun.backend(), chosen.name())));
    }
    return certify(
        chosen,
        begun,
        folder,
        drills(new Preparation(home, chosen), begun.left(), new LinkedHashMap<>()));
  }

  private int certify(
      Backend chosen, Certification begun, Path folder, Map<DisasterRow, Scenario> drills) {
    stop.heed();
    DrillRuns runs = new DrillRuns(home, chosen, backups, stop, output::progress);
    Certification certification =
        new RowDrills(runs, stop, begun.seed(), options.reports(home), folder, output::progress)
            .run(begun, drills, resume != null);
    print(certification, folder);
    return certification.outcome().exitCode();
  }

  private void print(Certification certification, Path folder) {
    if (output.isJson()) {
      output.json(certification);
    } else {
      new CertificationLines(certification).lines().forEach(output::line);
      output.line("report     " + Certification.page(folder));
    }
  }

  private static Path unfinished(Path below, Path named) {
    if (!named.toString().isEmpty()) {
      return named;
    }
    return Certification.newestUnfinished(below)
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

  /**
   * The scenarios of the rows.
   *
   * @param inapplicable takes the rows that the backend's clusters do not have, with the reasons
   * @throws Refused with everything that keeps any of them from being run; nothing was started
   */
  private static Map<DisasterRow, Scenario> drills(
      Preparation preparation, List<DisasterRow> rows, Map<DisasterRow, String> inapplicable) {
    Set<String> problems = new LinkedHashSet<>();
    int exitCode = 0;
    Map<DisasterRow, Scenario> drills = new LinkedHashMap<>();
    for (DisasterRow row : rows) {
      try {
        drills.put(row, preparation.ready(row.scenario()));
      } catch (NotApplicable none) {
        inapplicable.put(row, String.join("; ", none.reasons()));
      } catch (Refused refused) {
        problems.addAll(refused.reasons());
        exitCode = Math.max(exitCode, refused.exitCode());
      }
    }
    if (!problems.isEmpty()) {
      throw new Refused(List.copyOf(problems), exitCode);
    }
    return drills;
  }
}
