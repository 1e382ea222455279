package dev.firedrill.cli;

import dev.firedrill.model.DisasterRow;
import dev.firedrill.model.Seed;
import dev.firedrill.report.Certification;
import dev.firedrill.report.CertifiedRow;
import dev.firedrill.report.UnusableBackend;
import dev.firedrill.scenario.Scenario;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows that are asked for on one backend, looked at before anything is started.
 *
 * @param backend the backend
 * @param scenarios the scenarios of the rows that can be drilled
 * @param inapplicable the rows that the backend's clusters do not have, with the reasons
 * @param problems everything that is in the way of any row
 * @param files those of them that are wrong in the scenarios' files, wherever they are run
 * @param missing those of them that the backend lacks for rows that apply to it
 * @param exitCode of a refusal for all these problems
 */
record RowScenarios(
    Backend backend,
    Map<DisasterRow, Scenario> scenarios,
    Map<DisasterRow, String> inapplicable,
    List<String> problems,
    List<String> files,
    List<String> missing,
    int exitCode) {

  static RowScenarios of(Home home, Backend backend, List<DisasterRow> rows) {
    Preparation preparation = new Preparation(home, backend);
    Map<DisasterRow, Scenario> scenarios = new LinkedHashMap<>();
    Map<DisasterRow, String> inapplicable = new LinkedHashMap<>();
    Set<String> problems = new LinkedHashSet<>();
    Set<String> files = new LinkedHashSet<>();
    Set<String> missing = new LinkedHashSet<>();
    int exitCode = ExitCode.OK;
    for (DisasterRow row : rows) {
      try {
        scenarios.put(row, preparation.ready(row.scenario()));
      } catch (NotApplicable none) {
        inapplicable.put(row, String.join("; ", none.reasons()));
      } catch (Refused refused) {
        problems.addAll(refused.reasons());
        exitCode = Math.max(exitCode, refused.exitCode());
        files.addAll(wrongFiles(preparation, row));
        List<String> lacking =
            files.isEmpty() ? preparation.inapplicable(row.scenario()) : List.of();
        if (lacking.isEmpty()) {
          missing.addAll(refused.reasons());
        } else {
          inapplicable.put(row, String.join("; ", lacking));
        }
      }
    }
    return new RowScenarios(
        backend,
        scenarios,
        inapplicable,
        List.copyOf(problems),
        List.copyOf(files),
        List.copyOf(missing),
        exitCode);
  }

  /**
   * The rows that are left of a table whose process was killed in the middle of a drill. Its
   * machines are there and have the place of all others, so that only files and the engine are
   * looked at; all else was before the table was begun.
   */
  static RowScenarios behindMachines(Home home, Backend backend, List<DisasterRow> rows) {
    Preparation preparation = new Preparation(home, backend);
    Map<DisasterRow, Scenario> scenarios = new LinkedHashMap<>();
    Set<String> problems = new LinkedHashSet<>();
    int exitCode = ExitCode.OK;
    for (DisasterRow row : rows) {
      try {
        scenarios.put(row, preparation.resumable(row.scenario()));
      } catch (Refused refused) {
        problems.addAll(refused.reasons());
        exitCode = Math.max(exitCode, refused.exitCode());
      }
    }
    List<String> all = List.copyOf(problems);
    return new RowScenarios(backend, scenarios, Map.of(), all, List.of(), List.of(), exitCode);
  }

  private static List<String> wrongFiles(Preparation preparation, DisasterRow row) {
    try {
      preparation.read(row.scenario());
      return List.of();
    } catch (Refused refused) {
      return refused.reasons();
    }
  }

  /**
   * All of them, where nothing is in the way of any.
   *
   * @throws Refused with everything that is
   */
  static List<RowScenarios> allOf(List<RowScenarios> each) {
    refuse(each, each.stream().flatMap(one -> one.problems().stream()).distinct().toList());
    return each;
  }

  /**
   * Those whose backend can be used for every row that applies to it.
   *
   * @throws Refused where a scenario's file is wrong, or none of them can be used
   */
  static List<RowScenarios> usable(List<RowScenarios> each) {
    refuse(each, each.stream().flatMap(one -> one.files().stream()).distinct().toList());
    List<RowScenarios> usable = each.stream().filter(one -> one.missing().isEmpty()).toList();
    if (usable.isEmpty()) {
      List<String> reasons = new ArrayList<>();
      each.forEach(
          one -> one.missing().forEach(why -> reasons.add(one.backend().name() + ": " + why)));
      throw new Refused(reasons, ExitCode.INCONCLUSIVE);
    }
    return usable;
  }

  private static void refuse(List<RowScenarios> each, List<String> reasons) {
    if (!reasons.isEmpty()) {
      throw new Refused(
          reasons, each.stream().mapToInt(RowScenarios::exitCode).max().orElseThrow());
    }
  }

  /** The table that is begun with it. */
  Certification begun(Seed seed, Instant now, List<DisasterRow> rows) {
    return marked(
        new Certification(backend.name(), backend.simulated(), seed, now, rows, List.of()));
  }

  /** The same table with the rows that do not apply. */
  Certification marked(Certification certification) {
    Certification marked = certification;
    for (Map.Entry<DisasterRow, String> row : inapplicable.entrySet()) {
      marked = marked.with(CertifiedRow.notApplicable(row.getKey(), row.getValue()));
    }
    return marked;
  }

  /** The backend, and why it cannot be used here. */
  UnusableBackend unusable() {
    return new UnusableBackend(backend.name(), missing);
  }
}
