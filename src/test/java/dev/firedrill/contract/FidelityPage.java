package dev.firedrill.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** docs/fidelity.md: where the simulated cluster behaves as the real one, and where it does not. */
final class FidelityPage {

  static final String REAL = "kubeadm";
  static final String SIMULATED = "simulated";
  static final Path FILE = Path.of("docs", "fidelity.md");

  /** Set to {@code write}, it has the page written after a run, from what the runs left. */
  private static final String ASKED = "firedrill.fidelity";

  private static final int LENGTH = 300;
  private static final Pattern DISAGREEMENT = Pattern.compile("- `(\\w+)`: .*");

  private static final String HEAD =
      """
      # Fidelity

      What Firedrill relies on in a cluster, tried on a real one (kubeadm in containers) and on the simulated one. The real
      cluster is the referee: every expectation is what it answered. Generated, not written:

          mvn test -Dfiredrill.excludedTags=none -Dtest=RealContractTest -Dfiredrill.fidelity=write       # makes a cluster; minutes
          mvn test -Dtest=SimulatedContractTest -Dfiredrill.fidelity=write            # seconds

      A case that fails on the simulated cluster and is not among the disagreements here fails the build.
      """;

  private FidelityPage() {}

  /** The page. */
  static String of(BackendResults real, BackendResults simulated) {
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
        """
        .formatted(
            HEAD,
            names.size(),
            held(real),
            held(simulated),
            agreeing,
            names.isEmpty() ? 0.0 : 100.0 * agreeing / names.size(),
            disagreements.isEmpty() ? "None." : String.join("\n", disagreements),
            String.join("\n", rows));
  }

  /** The names of the cases that a page lists as disagreements. */
  static Set<String> disagreements(String page) {
    return page.lines()
        .map(DISAGREEMENT::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Writes the page where that is asked for and both backends left results. */
  static void writeWhereAsked() {
    Path folder = BackendResults.FOLDER;
    if (!"write".equals(System.getProperty(ASKED))
        || !BackendResults.has(folder, REAL)
        || !BackendResults.has(folder, SIMULATED)) {
      return;
    }
    try {
      Files.writeString(
          FILE, of(BackendResults.read(folder, REAL), BackendResults.read(folder, SIMULATED)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + FILE, e);
    }
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
