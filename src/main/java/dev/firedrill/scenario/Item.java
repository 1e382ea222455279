package dev.firedrill.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value of a YAML file that knows where it stands. What is wrong with it is added to the
 * problems, and reading goes on: a file is refused with all of its problems at once.
 *
 * @param file the file
 * @param node the value
 * @param key its key from the file's top, dotted
 * @param problems where problems go
 */
record Item(Path file, Node node, String key, Collection<Problem> problems) {

  /** Adds a problem with this value. */
  void wrong(String text) {
    int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    problems.add(new Problem(file, line, key, text));
  }

  /** True for a key without a value. */
  boolean isEmpty() {
    return node.getTag().equals(Tag.NULL);
  }

  /** True for a text, number or flag. */
  boolean isText() {
    return node instanceof ScalarNode && !isEmpty();
  }

  /** True for a list. */
  boolean isList() {
    return node instanceof SequenceNode;
  }

  /** The text, where it is one. */
  Optional<String> text() {
    if (isText() && node instanceof ScalarNode scalar) {
      return Optional.of(scalar.getValue());
    }
    wrong("expected a text, found " + form());
    return Optional.empty();
  }

  /**
   * The text as something else, where it can be read so.
   *
   * @param read throws IllegalArgumentException with a message for whoever wrote the file
   */
  <T> Optional<T> as(Function<String, T> read) {
    return text()
        .flatMap(
            text -> {
              try {
                return Optional.of(read.apply(text));
              } catch (IllegalArgumentException e) {
                wrong(String.valueOf(e.getMessage()));
                return Optional.empty();
              }
            });
  }

  /** The list's values; a missing list is an empty one. */
  List<Item> items() {
    List<Item> items = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      for (Node value : sequence.getValue()) {
        items.add(new Item(file, value, key + "[" + items.size() + "]", problems));
      }
    } else if (!isEmpty()) {
      wrong("expected a list, found " + form());
    }
    return items;
  }

  /** The mapping's fields; a missing mapping has none. */
  Optional<Fields> fields() {
    if (node instanceof MappingNode mapping) {
      return Optional.of(Fields.of(this, mapping));
    }
    if (isEmpty()) {
      return Optional.of(Fields.none(this));
    }
    wrong("expected keys with values, found " + form());
    return Optional.empty();
  }

  private String form() {
    if (isEmpty()) {
      return "nothing";
    }
    if (node instanceof ScalarNode scalar) {
      return "\"" + scalar.getValue() + "\"";
    }
    return isList() ? "a list" : "keys with values";
  }
}
