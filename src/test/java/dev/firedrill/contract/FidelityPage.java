package dev.firedrill.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * docs/fidelity.md and its like of another distribution: where the simulated cluster behaves as the
 * real one, and where it does not.
 */
final class FidelityPage {

  /** Set to {@code write}, it has the page written after a run, from what the runs left. */
  private static final String ASKED = "firedrill.fidelity";

  private static final int LENGTH = 300;
  private static final Pattern DISAGREEMENT = Pattern.compile("- `(\\w+)`: .*");

  private static final String HEAD =
      """
      # Fidelity: %1$s

      What Firedrill relies on in a cluster, tried on a real one (%1$s in containers) and on the simulated one. The real
      cluster is the referee: every expectation is what it answered. Generated, not written:

          mvn test -Dfiredrill.excludedTags=none -Dtest=RealContractTest -Dfiredrill.contract=%1$s -Dfiredrill.fidelity=write   # makes a cluster; minutes
          mvn test -Dtest='Simulated*ContractTest' -Dfiredrill.fidelity=write            # seconds

      A case that fails on the simulated cluster and is not among the disagreements here fails the build.
      """;

  private final Contracted contracted;

  /** The page of that distribution. */
  FidelityPage(Contracted contracted) {
    this.contracted = contracted;
  }

  /** What it says of these results. */
  String of(BackendResults real, BackendResults simulated) {
    Map<String, CaseResult> there = real.byName();
    Map<String, CaseResult> here = simulated.byName();
    Set<String> names = new TreeSet<>(there.keySet());
    names.addAll(here.keySet());
    List<String> disagreements = new ArrayList<>();
    List<String> rows = new ArrayList<>();
    for (String name : names) {
      CaseResult referee = there.get(name);
      CaseResult judged = here.get(name);
      boolean agree = referee != null && judged != null && referee.passed() == judged.passed();
      rows.add(
          "| `%s` | %s | %s | %s |"
              .formatted(name, word(referee), word(judged), agree ? "agree" : "**disagree**"));
      if (!agree) {
        disagreements.add("- `%s`: %s".formatted(name, difference(referee, judged)));
      }
    }
    int agreeing = names.size() - disagreements.size();
    return """
        %s
        %d cases: %d hold on the real cluster, %d on the simulated one; both agree on %d, %.1f %%.

        ## Disagreements

        %s

        ## Every case

        | Case | Real | Simulated | |
        | --- | --- | --- | --- |
        %s
        %s"""
        .formatted(
            HEAD.formatted(contracted.real()),
            names.size(),
            held(real),
            held(simulated),
            agreeing,
            names.isEmpty() ? 0.0 : 100.0 * agreeing / names.size(),
            disagreements.isEmpty() ? "None." : String.join("\n", disagreements),
            String.join("\n", rows),
            notAsked());
  }

  /** The names of the cases that a page lists as disagreements. */
  static Set<String> disagreements(String page) {
    return page.lines()
        .map(DISAGREEMENT::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The disagreements that the page lists; none where there is no page yet. */
  Set<String> knownDisagreements() {
    Path file = file();
    try {
      return Files.exists(file) ? disagreements(Files.readString(file)) : Set.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Writes the page where that is asked for and both backends left results. */
  void writeWhereAsked() {
    Path folder = BackendResults.FOLDER;
    if (!"write".equals(System.getProperty(ASKED))
        || !BackendResults.has(folder, contracted.real())
        || !BackendResults.has(folder, contracted.simulated())) {
      return;
    }
    try {
      Files.writeString(
          file(),
          of(
              BackendResults.read(folder, contracted.real()),
              BackendResults.read(folder, contracted.simulated())));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file(), e);
    }
  }

  private Path file() {
    return Path.of("docs", contracted.page() + ".md");
  }

  /** The cases that are asked of another distribution alone; empty where all are asked of all. */
  private String notAsked() {
    List<String> rows =
        Contract.cases().stream()
            .filter(one -> !one.isOf(contracted))
            .sorted(Comparator.comparing(Case::name))
            .map(one -> "| `%s` | %s |".formatted(one.name(), one.only().orElseThrow().why()))
            .toList();
    return rows.isEmpty()
        ? ""
        : "\n## Not asked of %s\n\n| Case | Why |\n| --- | --- |\n%s\n"
            .formatted(contracted.real(), String.join("\n", rows));
  }

  private static long held(BackendResults results) {
    return results.cases().stream().filter(CaseResult::passed).count();
  }

  private static String word(@Nullable CaseResult result) {
    if (result == null) {
      return "not tried";
    }
    return result.passed() ? "holds" : "does not hold";
  }

  private static String difference(@Nullable CaseResult referee, @Nullable CaseResult judged) {
    if (referee == null || judged == null) {
      return "tried on one of the two only";
    }
    return referee.passed()
        ? "simulated: " + oneLine(judged.message())
        : "real: " + oneLine(referee.message());
  }

  private static String oneLine(String message) {
    String line = message.replaceAll("\\s+", " ").replace("`", "'").strip();
    return "`" + (line.length() <= LENGTH ? line : line.substring(0, LENGTH) + "...") + "`";
  }
}
