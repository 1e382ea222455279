package dev.firedrill.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** docs/mutants.md: what came of every mutant. */
final class MutantsPage {

  private static final Path FILE = Trials.HOME.resolve("docs").resolve("mutants.md");
  private static final String HEADING = "| mutant | what is wrong |";
  private static final String NAME = "| `";

  private MutantsPage() {}

  /** Writes the table anew and leaves what stands above it. */
  static void write(List<Hunted> hunted) {
    List<String> lines = new ArrayList<>();
    for (String line : read()) {
      if (line.startsWith(HEADING)) {
        break;
      }
      lines.add(line);
    }
    lines.add(HEADING + " caught by | seed | right twin |");
    lines.add("|---|---|---|---|---|");
    hunted.forEach(each -> lines.add(row(each)));
    try {
      Files.write(FILE, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The mutants that the page names. */
  static List<String> names() {
    return read().stream()
        .filter(line -> line.startsWith(NAME))
        .map(line -> line.substring(NAME.length(), line.indexOf('`', NAME.length())))
        .toList();
  }

  /** What the page says is wrong with that mutant. */
  static String said(String mutant) {
    return read().stream()
        .filter(line -> line.startsWith(NAME + mutant + "` | "))
        .map(line -> line.substring((NAME + mutant + "` | ").length()))
        .findFirst()
        .orElse("");
  }

  private static String row(Hunted hunted) {
    Mutant mutant = hunted.mutant();
    String circumstances = mutant.circumstances().name();
    return "| `%s` | %s%s | %s | %s | %s |"
        .formatted(
            mutant.name(),
            mutant.mistake().replace("|", "/"),
            circumstances.isEmpty() ? "" : " Meanwhile " + circumstances + ".",
            hunted.caught().map(Caught::checker).orElseGet(() -> survives(mutant)),
            hunted.caught().map(caught -> Long.toString(caught.seed())).orElse(""),
            mutant.twin());
  }

  private static String survives(Mutant mutant) {
    return "**survives**: "
        + Objects.requireNonNullElse(Mutants.SURVIVORS.get(mutant.name()), "nobody knows why");
  }

  private static List<String> read() {
    try {
      return Files.readAllLines(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
