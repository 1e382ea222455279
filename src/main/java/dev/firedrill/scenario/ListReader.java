package dev.firedrill.scenario;

import dev.firedrill.model.NodeName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads {@code use: NAME} and {@code use: {list: NAME, ...}}: another file's steps, here. */
final class ListReader {

  private static final String NODE = "node";

  private final ScenarioLibrary library;
  private final NodeWords nodes;
  private final BiFunction<List<Item>, Scope, List<StepCall>> steps;

  ListReader(
      ScenarioLibrary library,
      NodeWords nodes,
      BiFunction<List<Item>, Scope, List<StepCall>> steps) {
    this.library = library;
    this.nodes = nodes;
    this.steps = steps;
  }

  List<StepCall> use(Item value, Scope scope) {
    Optional<Fields> fields = value.isText() ? Optional.of(Fields.none(value)) : value.fields();
    Optional<String> name =
        value.isText()
            ? value.text()
            : fields.flatMap(some -> some.need("list")).flatMap(Item::text);
    if (fields.isEmpty() || name.isEmpty()) {
      return List.of();
    }
    String list = name.get();
    if (scope.lists().contains(list)) {
      value.wrong("uses itself: %s uses %s".formatted(String.join(" uses ", scope.lists()), list));
      return List.of();
    }
    return library
        .sharedList(list, value)
        .flatMap(
            shared ->
                inside(list, shared, fields.get(), scope)
                    .map(inner -> steps.apply(shared.steps(), inner)))
        .orElse(List.of());
  }

  /** The scope of the list's own steps, or nothing where it was not given what it needs. */
  private Optional<Scope> inside(String name, SharedList list, Fields fields, Scope scope) {
    Map<String, String> given = new HashMap<>();
    boolean complete = true;
    for (String parameter : list.parameters()) {
      Optional<String> value = value(parameter, fields, scope);
      value.ifPresent(text -> given.put(parameter, text));
      if (value.isEmpty()) {
        complete = false;
        if (fields.find(parameter).isEmpty()) {
          fields.owner().wrong("list \"%s\" needs \"%s\"".formatted(name, parameter));
        }
      }
    }
    fields.rejectOthers();
    @Nullable NodeName node =
        given.containsKey(NODE) ? new NodeName(given.get(NODE)) : scope.node();
    return complete ? Optional.of(scope.inside(name, node, given)) : Optional.empty();
  }

  private Optional<String> value(String parameter, Fields fields, Scope scope) {
    Optional<Item> item = fields.find(parameter);
    if (!parameter.equals(NODE)) {
      return item.flatMap(text -> text.as(scope::resolve));
    }
    Optional<NodeName> node =
        item.isPresent()
            ? item.get().as(text -> nodes.node(scope.resolve(text)))
            : Optional.ofNullable(scope.node());
    return node.map(NodeName::value);
  }
}
