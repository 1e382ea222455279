package dev.firedrill.scenario;

import dev.firedrill.model.NodeName;
import dev.firedrill.operations.StepDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads lists of steps and writes {@code use} and {@code for-each} out, so that what is left is one
 * flat list of steps of the vocabulary.
 */
final class StepReader {

  private static final String USE = "use";
  private static final String FOR_EACH = "for-each";

  private final Map<String, StepDefinition> vocabulary = new HashMap<>();
  private final NodeWords nodes;
  private final ArgumentReader arguments;
  private final ListReader lists;

  StepReader(ScenarioLibrary library, NodeWords nodes) {
    library.vocabulary().forEach(step -> this.vocabulary.put(step.name(), step));
    this.nodes = nodes;
    this.arguments = new ArgumentReader(nodes, library.dialect().releases());
    this.lists = new ListReader(library, nodes, this::read);
  }

  List<StepCall> read(List<Item> items, Scope scope) {
    List<StepCall> calls = new ArrayList<>();
    items.forEach(item -> calls.addAll(step(item, scope)));
    return calls;
  }

  private List<StepCall> step(Item item, Scope scope) {
    if (item.isText()) {
      return item.text().map(name -> named(name, item, Fields.none(item), scope)).orElse(List.of());
    }
    Optional<Fields> fields = item.fields();
    if (fields.isEmpty() || fields.get().names().size() != 1) {
      fields.ifPresent(some -> item.wrong("expected one step, found " + some.names()));
      return List.of();
    }
    String name = fields.get().names().get(0);
    return fields.get().find(name).map(value -> keyed(name, value, scope)).orElse(List.of());
  }

  private List<StepCall> keyed(String name, Item value, Scope scope) {
    if (name.equals(USE)) {
      return lists.use(value, scope);
    }
    Optional<Fields> fields = value.fields();
    if (fields.isEmpty()) {
      return List.of();
    }
    return name.equals(FOR_EACH)
        ? forEach(fields.get(), scope)
        : named(name, value, fields.get(), scope);
  }

  private List<StepCall> named(String name, Item item, Fields fields, Scope scope) {
    StepDefinition definition = vocabulary.get(name);
    if (definition == null) {
      item.wrong(
          "unknown step \"%s\"%s"
              .formatted(name, Nearest.hint(name, vocabulary.keySet().stream().sorted().toList())));
      return List.of();
    }
    return arguments
        .read("step \"" + name + "\"", definition.parameters(), fields, scope)
        .map(given -> new StepCall(definition, given.arguments(), given.written()))
        .stream()
        .toList();
  }

  private List<StepCall> forEach(Fields fields, Scope scope) {
    List<NodeName> each = fields.need("nodes").map(nodes::nodes).orElse(List.of());
    List<Item> steps = fields.need("steps").map(Item::items).orElse(List.of());
    fields.rejectOthers();
    List<StepCall> calls = new ArrayList<>();
    each.forEach(node -> calls.addAll(read(steps, scope.about(node))));
    return calls;
  }
}
