package dev.firedrill.backend.simulated.control;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which nodes the scheduler looks at for a pod. One that a pod is meant for by name, as those of
 * DaemonSets are, is looked at alone. Of more than 100 nodes it is content with a share of those
 * that can take the pod, and begins behind those that it looked at last ("Scheduler Performance
 * Tuning", percentageOfNodesToScore).
 */
final class Candidates {

  private static final int FEWEST = 100;
  private static final int LEAST_PERCENT = 5;
  private static final int MOST_PERCENT = 50;
  private static final int NODES_A_PERCENT = 125;

  private final List<Node> all;
  private final Map<String, Node> byName = new HashMap<>();
  private int next;

  /**
   * Of these nodes.
   *
   * @param next the index of the node that is looked at first
   */
  Candidates(List<Node> all, int next) {
    this.all = all;
    this.next = all.isEmpty() ? 0 : next % all.size();
    all.forEach(node -> byName.put(node.getMetadata().getName(), node));
  }

  /** The same where the nodes are the very same list. */
  Candidates of(List<Node> nodes) {
    return nodes == all ? this : new Candidates(nodes, next);
  }

  /** Those that the pod fits best. */
  List<Node> best(Pod pod, Fit fit) {
    Optional<Node> meant = meant(pod);
    if (meant.isPresent()) {
      if (fit.isTakenBy(meant.get())) {
        return List.of(meant.get());
      }
      // What all others say is a part of the reasons.
      all.stream().filter(node -> node != meant.get()).forEach(fit::isTakenBy);
      return List.of();
    }
    List<Node> best = fit.best(all, next, enough(all.size()));
    next = all.isEmpty() ? 0 : (next + fit.looked()) % all.size();
    return best;
  }

  /** How many nodes that can take a pod are looked for among so many. */
  static int enough(int nodes) {
    int percent = Math.max(LEAST_PERCENT, MOST_PERCENT - nodes / NODES_A_PERCENT);
    return nodes < FEWEST ? nodes : Math.max(FEWEST, nodes * percent / 100);
  }

  /** The one node whose name the pod requires, where there is one. */
  private Optional<Node> meant(Pod pod) {
    return Optional.ofNullable(pod.getSpec().getAffinity())
        .map(affinity -> affinity.getNodeAffinity())
        .map(affinity -> affinity.getRequiredDuringSchedulingIgnoredDuringExecution())
        .map(NodeSelector::getNodeSelectorTerms)
        .filter(terms -> terms.size() == 1)
        .flatMap(terms -> named(terms.get(0)))
        .map(byName::get);
  }

  private static Optional<String> named(NodeSelectorTerm term) {
    return term.getMatchFields().stream()
        .filter(each -> each.getKey().equals("metadata.name") && each.getOperator().equals("In"))
        .map(NodeSelectorRequirement::getValues)
        .filter(values -> values.size() == 1)
        .map(values -> values.get(0))
        .findFirst();
  }
}
