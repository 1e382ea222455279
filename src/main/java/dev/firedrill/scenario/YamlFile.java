package dev.firedrill.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a YAML file as values that know where they stand. */
final class YamlFile {

  private YamlFile() {}

  /** The file's top value, or nothing, and the reason among the problems. */
  static Optional<Item> read(Path file, Collection<Problem> problems) {
    try {
      return compose(file, Files.readString(file), problems);
    } catch (NoSuchFileException e) {
      problems.add(new Problem(file, 0, "", "no such file"));
    } catch (IOException e) {
      problems.add(new Problem(file, 0, "", "cannot be read: " + e));
    }
    return Optional.empty();
  }

  /** The text of a file that was read before. */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + " again", e);
    }
  }

  private static Optional<Item> compose(Path file, String text, Collection<Problem> problems) {
    try {
      LoadSettings settings =
          LoadSettings.builder().setLabel(file.toString()).setUseMarks(true).build();
      Optional<Node> top = new Compose(settings).composeString(text);
      if (top.isEmpty()) {
        problems.add(new Problem(file, 0, "", "the file is empty"));
      }
      return top.map(node -> new Item(file, node, "", problems));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      problems.add(new Problem(file, line, "", "is not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      problems.add(new Problem(file, 0, "", "is not YAML: " + e.getMessage()));
    }
    return Optional.empty();
  }
}
