package dev.firedrill.scenario;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The fields of a mapping, taken one by one; what nobody asked for in the end is a problem. */
final class Fields {

  private final Item owner;
  private final Map<String, Item> values = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  private Fields(Item owner) {
    this.owner = owner;
  }

  static Fields none(Item owner) {
    return new Fields(owner);
  }

  static Fields of(Item owner, MappingNode mapping) {
    Fields fields = new Fields(owner);
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode name) {
        String path = owner.key().isEmpty() ? name.getValue() : owner.key() + "." + name.getValue();
        Item value = new Item(owner.file(), tuple.getValueNode(), path, owner.problems());
        if (fields.values.put(name.getValue(), value) != null) {
          value.wrong("given twice");
        }
      } else {
        owner.wrong("a key has to be a text");
      }
    }
    return fields;
  }

  /** Where the mapping stands. */
  Item owner() {
    return owner;
  }

  /** The names of the fields, in the file's order. */
  List<String> names() {
    return List.copyOf(values.keySet());
  }

  /** The field, where it was given. */
  Optional<Item> find(String name) {
    asked.add(name);
    return Optional.ofNullable(values.get(name));
  }

  /** The field; that it is missing is a problem. */
  Optional<Item> need(String name) {
    Optional<Item> value = find(name);
    if (value.isEmpty()) {
      owner.wrong("\"" + name + "\" is missing");
    }
    return value;
  }

  /** Every field that was never asked for is a problem. */
  void rejectOthers() {
    values.forEach(
        (name, value) -> {
          if (!asked.contains(name)) {
            value.wrong("unknown key" + Nearest.hint(name, asked));
          }
        });
  }
}
