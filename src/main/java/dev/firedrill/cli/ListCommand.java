package dev.firedrill.cli;

import dev.firedrill.model.DisasterRow;
import dev.firedrill.scenario.Scenario;
import dev.firedrill.scenario.ScenarioDraft;
import dev.firedrill.scenario.ScenarioFile;
import dev.firedrill.scenario.ScenarioLibrary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code firedrill list}: what can be run, and where. */
@Command(
    name = "list",
    description = "Lists scenarios, rows of the recovery table, and backends usable here.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  private final Home home;
  private final Backends backends;

  @Mixin private Output output = new Output();

  ListCommand(Home home, Backends backends) {
    this.home = home;
    this.backends = backends;
  }

  @Override
  public Integer call() {
    ScenarioLibrary library = home.library();
    List<ScenarioLine> scenarios =
        library.names().stream().map(name -> ScenarioLine.of(name, library)).toList();
    List<RowLine> rows = java.util.Arrays.stream(DisasterRow.values()).map(RowLine::of).toList();
    List<BackendLine> found =
        backends.all().stream().map(backend -> BackendLine.of(backend, home)).toList();
    if (output.isJson()) {
      output.json(Map.of("scenarios", scenarios, "rows", rows, "backends", found));
      return ExitCode.OK;
    }
    output.line("scenarios");
    scenarios.forEach(line -> output.line(line.text()));
    output.line("rows");
    rows.forEach(line -> output.line(line.text()));
    output.line("backends");
    found.forEach(line -> output.line(line.text()));
    return ExitCode.OK;
  }

  /** A scenario, or what is wrong with its file. */
  record ScenarioLine(
      String name,
      String cluster,
      String row,
      String expectedVerdict,
      String description,
      List<String> problems) {

    static ScenarioLine of(String name, ScenarioLibrary library) {
      ScenarioDraft draft = ScenarioFile.read(library.scenario(name), library);
      Scenario scenario = draft.scenario();
      if (scenario == null) {
        List<String> problems = draft.problems().stream().map(Object::toString).toList();
        return new ScenarioLine(name, "", "", "", "", problems);
      }
      return new ScenarioLine(
          name,
          scenario.topology().name(),
          scenario.disaster().map(DisasterRow::key).orElse("none"),
          scenario.expected().pass() ? "pass" : "fail",
          scenario.description(),
          List.of());
    }

    String text() {
      String what =
          problems.isEmpty()
              ? "cluster %s, row %s, to %s: %s"
                  .formatted(cluster, row, expectedVerdict, description)
              : "cannot be run: " + String.join("; ", problems);
      return "  %-40s %s".formatted(name, what);
    }
  }

  /** A row of the recovery table. */
  record RowLine(String name, String fault, String recovery, String bound) {

    static RowLine of(DisasterRow row) {
      return new RowLine(row.key(), row.fault(), row.recovery(), Texts.bound(row));
    }

    String text() {
      return "  %-40s %s: %s, within %s".formatted(name, fault, recovery, bound);
    }
  }

  /** A backend, and why it cannot be used here. */
  record BackendLine(String name, String scope, boolean usable, List<String> obstacles) {

    static BackendLine of(Backend backend, Home home) {
      List<String> obstacles = new Preparation(home, backend).inTheWay();
      return new BackendLine(backend.name(), backend.scope(), obstacles.isEmpty(), obstacles);
    }

    String text() {
      String where = usable ? "usable" : "not usable here: " + String.join("; ", obstacles);
      return "  %-40s %s%s".formatted(name, scope.isEmpty() ? "" : scope + ", ", where);
    }
  }
}
