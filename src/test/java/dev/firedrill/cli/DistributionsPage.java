package dev.firedrill.cli;

import dev.firedrill.distribution.Distribution;
import dev.firedrill.model.AgentPlacement;
import dev.firedrill.model.DisasterRow;
import dev.firedrill.scenario.Scenario;
import dev.firedrill.scenario.ScenarioFile;
import dev.firedrill.scenario.ScenarioLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * docs/distributions.md: the distributions side by side, out of saved runs on real clusters. The
 * page keeps the newest run of each scenario on each backend itself, so that the runs of one need
 * not lie where those of another do.
 */
final class DistributionsPage {

  static final Path FILE = Path.of("docs", "distributions.md");

  private static final String HEAD =
      """
      # Distributions

      The same scenarios on real clusters of each distribution, by runs that were saved. Generated, not written, from the newest run of each scenario
      below the folders that are named (separated by commas), and from what the page has of earlier ones:

          mvn test -Dtest=DistributionsPageTest -Dfiredrill.distributions=reports

      Times are of one run each, on machines with other work on them: a recovery from the fault on, a change from its first step to its last.
      Where no run was saved, [performance](performance.md) may have the figures of earlier ones.
      """;

  private final Home home;
  private final List<Backend> backends;
  private final Map<String, KeptRun> runs = new TreeMap<>();

  /** The page by those runs, of which the newest counts. */
  DistributionsPage(Home home, Collection<Backend> backends, Collection<KeptRun> runs) {
    this.home = home;
    this.backends = backends.stream().filter(backend -> !backend.simulated()).toList();
    Set<String> counted = rightScenarios();
    for (KeptRun run : runs) {
      if (counted.contains(run.scenario())) {
        this.runs.merge(
            key(run.scenario(), run.backend()),
            run,
            (one, other) -> one.startedAt().compareTo(other.startedAt()) > 0 ? one : other);
      }
    }
  }

  /** The runs that a page keeps. */
  static List<KeptRun> runsOf(String page) {
    return page.lines().flatMap(line -> KeptRun.parse(line).stream()).toList();
  }

  /** Writes it anew with the runs below those folders. */
  static void write(Home home, Collection<Backend> backends, List<Path> reports) {
    Path file = home.path().resolve(FILE);
    try {
      List<KeptRun> runs = new ArrayList<>();
      if (Files.exists(file)) {
        runs.addAll(runsOf(Files.readString(file)));
      }
      reports.forEach(folder -> runs.addAll(KeptRun.below(folder)));
      Files.writeString(file, new DistributionsPage(home, backends, runs).text());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  String text() {
    Map<String, String> reasons = new LinkedHashMap<>();
    List<String> rows = scenarios().stream().map(scenario -> row(scenario, reasons)).toList();
    return Stream.of(
            HEAD,
            "## Who owns what\n",
            table("what", each -> each.distribution().name(), ownership()),
            "\n## Verdicts and times\n",
            table("scenario", Backend::name, rows),
            reasons.isEmpty() ? "" : "\nNot applicable:\n\n" + listed(reasons),
            "\n## Runs\n",
            "| scenario | on | started | verdict | measured | acknowledged writes lost | commit |",
            "|---|---|---|---|---|---|---|",
            runs.values().stream().map(KeptRun::line).collect(Collectors.joining("\n")))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Those of the recovery table in its order, then all others that were run. */
  private Collection<String> scenarios() {
    Set<String> all = new LinkedHashSet<>();
    Arrays.stream(DisasterRow.values()).map(DisasterRow::scenario).forEach(all::add);
    runs.values().stream().map(KeptRun::scenario).forEach(all::add);
    return all;
  }

  private String row(String scenario, Map<String, String> reasons) {
    List<String> cells =
        backends.stream().map(backend -> cell(scenario, backend, reasons)).toList();
    return "| %s | %s |".formatted(scenario, String.join(" | ", cells));
  }

  private String cell(String scenario, Backend backend, Map<String, String> reasons) {
    Optional<KeptRun> run = Optional.ofNullable(runs.get(key(scenario, backend.name())));
    if (run.isPresent()) {
      return run.get().cell();
    }
    Map<String, String> lacking = inapplicable(scenario, backend);
    if (lacking.isEmpty()) {
      return "no run saved";
    }
    reasons.put(scenario + " on " + backend.name(), reasons(lacking));
    return "not applicable";
  }

  private Map<String, String> inapplicable(String scenario, Backend backend) {
    ScenarioLibrary library = home.library(backend);
    Map<String, String> lacking = new TreeMap<>(backend.distribution().notApplicable());
    lacking.keySet().retainAll(ScenarioFile.read(library.scenario(scenario), library).keywords());
    return lacking;
  }

  /** Each reason once, behind the steps and faults that have it. */
  private static String reasons(Map<String, String> byKeyword) {
    return byKeyword.values().stream()
        .distinct()
        .map(
            reason ->
                byKeyword.keySet().stream()
                        .filter(keyword -> byKeyword.get(keyword).equals(reason))
                        .map(DistributionsPage::code)
                        .collect(Collectors.joining(", "))
                    + ": "
                    + reason)
        .collect(Collectors.joining("; "));
  }

  private List<String> ownership() {
    return List.of(
        owned(
            "kubelet and kube-proxy of a control plane's node",
            each ->
                each.agentPlacement() == AgentPlacement.BESIDE
                    ? "by themselves, upgraded by themselves"
                    : "in the control plane's process, upgraded with it"),
        owned("components without a process of their own", DistributionsPage::inside),
        owned("an administrator's kubeconfig", each -> code(each.layout().adminKubeconfig())),
        owned("etcd's certificate authority", each -> code(each.layout().etcdCa())));
  }

  private String owned(String what, Function<Distribution, String> answer) {
    return "| %s | %s |"
        .formatted(
            what,
            backends.stream()
                .map(backend -> answer.apply(backend.distribution()))
                .collect(Collectors.joining(" | ")));
  }

  private static String inside(Distribution distribution) {
    String all =
        distribution.inventory().inside().entrySet().stream()
            .map(each -> "%s in %s".formatted(each.getKey().value(), each.getValue().value()))
            .sorted()
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "none" : all;
  }

  private static String code(String path) {
    return "`" + path + "`";
  }

  private String table(String first, Function<Backend, String> heading, List<String> rows) {
    String headings = backends.stream().map(heading).collect(Collectors.joining(" | "));
    return "| %s | %s |\n|---|%s\n%s"
        .formatted(first, headings, "---|".repeat(backends.size()), String.join("\n", rows));
  }

  private static String listed(Map<String, String> reasons) {
    return reasons.entrySet().stream()
        .map(each -> "- %s: %s".formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining("\n"));
  }

  /** Runbooks that have to fail say nothing of a distribution. */
  private Set<String> rightScenarios() {
    ScenarioLibrary library = home.library();
    return library.names().stream()
        .map(name -> ScenarioFile.read(library.scenario(name), library).scenario())
        .filter(scenario -> scenario != null && scenario.expected().pass())
        .map(Scenario::name)
        .collect(Collectors.toSet());
  }

  private static String key(String scenario, String backend) {
    return scenario + " " + backend;
  }
}
