package dev.firedrill.cli;

import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.scenario.Problem;
import dev.firedrill.scenario.ProblemsFound;
import dev.firedrill.scenario.Scenario;
import dev.firedrill.scenario.ScenarioDraft;
import dev.firedrill.scenario.ScenarioFile;
import dev.firedrill.scenario.ScenarioLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at everything that a drill needs before anything starts, and tells all that is wrong. */
final class Preparation {

  private final Home home;
  private final Backend backend;

  Preparation(Home home, Backend backend) {
    this.home = home;
    this.backend = backend;
  }

  /**
   * The scenario; only files are looked at.
   *
   * @throws Refused with every problem of them
   */
  Scenario read(String written) {
    ScenarioDraft draft = draft(written);
    refuse(texts(draft.problems()), ExitCode.USAGE);
    return draft.require();
  }

  /**
   * The scenario, and that it can be run here from its beginning.
   *
   * @throws NotApplicable where nothing is wrong but that the distribution lacks what it has
   * @throws Refused with every problem of the files and of the backend
   */
  Scenario ready(String written) {
    ScenarioDraft draft = draft(written);
    List<String> problems = texts(draft.problems());
    int exitCode = problems.isEmpty() ? ExitCode.INCONCLUSIVE : ExitCode.USAGE;
    List<String> obstacles = backend.obstacles();
    problems.addAll(obstacles);
    Topology topology = draft.topology();
    if (obstacles.isEmpty() && topology != null && backend.unfit(topology).isEmpty()) {
      problems.addAll(backend.problems(topology, needed(draft)));
    }
    if (draft.scenario() != null && !backend.simulated() && !draft.scenario().faults().isEmpty()) {
      problems.add("schedule.faults: only simulated clusters have them, not " + backend.name());
    }
    List<String> inapplicable = inapplicable(draft);
    if (problems.isEmpty() && !inapplicable.isEmpty()) {
      throw new NotApplicable(inapplicable);
    }
    problems.addAll(inapplicable);
    refuse(problems, inapplicable.isEmpty() ? exitCode : ExitCode.USAGE);
    return draft.require();
  }

  /**
   * What the scenario has that means nothing on clusters of the backend's distribution.
   *
   * @throws Refused where there is no such scenario
   */
  List<String> inapplicable(String written) {
    return inapplicable(draft(written));
  }

  /**
   * What the scenario has that means nothing on clusters of the backend's distribution, and why the
   * backend never makes a cluster like its own.
   */
  private List<String> inapplicable(ScenarioDraft draft) {
    Map<String, String> reasons = backend.notApplicable();
    List<String> all =
        draft.keywords().stream()
            .filter(reasons::containsKey)
            .map(
                keyword ->
                    "%s: not applicable to %s: %s"
                        .formatted(keyword, backend.distribution().name(), reasons.get(keyword)))
            .collect(Collectors.toCollection(ArrayList::new));
    Topology topology = draft.topology();
    if (topology != null) {
      backend.unfit(topology).stream()
          .map(reason -> "not on backend %s: %s".formatted(backend.name(), reason))
          .forEach(all::add);
    }
    return all;
  }

  /**
   * The scenario, and that the backend answers; machines of an earlier process may be there.
   *
   * @throws Refused with every problem
   */
  Scenario resumable(String written) {
    Scenario scenario = read(written);
    refuse(backend.obstacles(), ExitCode.INCONCLUSIVE);
    return scenario;
  }

  /** What keeps any scenario that is expected to pass from being run here; starts nothing. */
  List<String> inTheWay() {
    List<String> obstacles = backend.obstacles();
    if (!obstacles.isEmpty()) {
      return obstacles;
    }
    ScenarioLibrary library = home.library(backend);
    return library.names().stream()
        .map(name -> ScenarioFile.read(library.scenario(name), library))
        .filter(draft -> draft.scenario() != null && draft.scenario().expected().pass())
        .filter(draft -> inapplicable(draft).isEmpty())
        .flatMap(draft -> backend.problems(draft.require().topology(), needed(draft)).stream())
        .distinct()
        .toList();
  }

  private ScenarioDraft draft(String written) {
    ScenarioLibrary library = home.library(backend);
    try {
      return ScenarioFile.read(library.scenario(written), library);
    } catch (ProblemsFound e) {
      throw new Refused(texts(e.problems()));
    }
  }

  /**
   * The releases that machines have to be able to get. A release that skips a minor is none of
   * them: preflight has to refuse it, and to find that out no image of it is needed.
   */
  private static Set<Version> needed(ScenarioDraft draft) {
    Set<Version> all = draft.versions();
    return all.stream()
        .filter(version -> all.stream().allMatch(other -> version.minorsAhead(other) <= 1))
        .collect(Collectors.toSet());
  }

  private static List<String> texts(List<Problem> problems) {
    return new ArrayList<>(problems.stream().map(Problem::toString).toList());
  }

  private static void refuse(List<String> problems, int exitCode) {
    if (!problems.isEmpty()) {
      throw new Refused(problems, exitCode);
    }
  }
}
