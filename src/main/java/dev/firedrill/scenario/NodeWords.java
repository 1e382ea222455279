package dev.firedrill.scenario;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The words by which a scenario names nodes, so that one file fits several topologies. Without a
 * topology (its file had problems) any name is taken, so that the rest can be checked.
 */
final class NodeWords {

  private static final String FIRST = "first-control-plane";
  private static final NodeName ANY = new NodeName("any-node");
  private static final Map<String, Function<Topology, List<NodeName>>> GROUPS = groups();

  private final @Nullable Topology topology;

  NodeWords(@Nullable Topology topology) {
    this.topology = topology;
  }

  /**
   * One node: its name or {@code first-control-plane}.
   *
   * @throws IllegalArgumentException where there is no such node
   */
  NodeName node(String text) {
    if (topology == null) {
      return new NodeName(text);
    }
    if (text.equals(FIRST)) {
      return topology.firstControlPlane();
    }
    List<String> names = topology.nodes().stream().map(NodeName::value).toList();
    if (!names.contains(text)) {
      throw new IllegalArgumentException(
          "no node \"%s\" in topology %s%s"
              .formatted(text, topology.name(), Nearest.hint(text, names)));
    }
    return new NodeName(text);
  }

  /** Several nodes: a group's word, or a list of names. */
  List<NodeName> nodes(Item item) {
    if (item.isList()) {
      return item.items().stream()
          .map(one -> one.as(this::node))
          .flatMap(Optional::stream)
          .toList();
    }
    return item.as(this::group).orElse(List.of());
  }

  private List<NodeName> group(String word) {
    Function<Topology, List<NodeName>> group = GROUPS.get(word);
    if (group == null) {
      throw new IllegalArgumentException(
          "\"" + word + "\" is no group of nodes" + Nearest.hint(word, GROUPS.keySet()));
    }
    return topology == null ? List.of(ANY) : group.apply(topology);
  }

  private static Map<String, Function<Topology, List<NodeName>>> groups() {
    Map<String, Function<Topology, List<NodeName>>> groups = new LinkedHashMap<>();
    groups.put(FIRST, topology -> List.of(topology.firstControlPlane()));
    groups.put("other-control-planes", Topology::otherControlPlanes);
    groups.put("control-planes", Topology::controlPlanes);
    groups.put("workers", Topology::workers);
    groups.put("nodes", Topology::nodes);
    return groups;
  }
}
