package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import dev.firedrill.waiting.WaitedInVain;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Cordons a node and moves its pods elsewhere by the eviction API, which respects
 * PodDisruptionBudgets; DaemonSet and static pods stay. A drain that cannot end by its deadline
 * names what blocks it and takes back the cordon it made. See "Safely Drain a Node" and
 * "API-initiated Eviction" in the Kubernetes documentation. It begins only once a controller
 * manager leads, which takes pods that end out of their Services, and every node's service proxy
 * hears of that.
 *
 * @param name the node
 * @param deadline how long it may take
 * @param disableEviction deletes pods instead, budgets or not: what an impatient operator does,
 *     kept so that drills can show what it costs
 */
public record Drain(NodeName name, Duration deadline, boolean disableEviction)
    implements Operation {

  @Override
  public Optional<NodeName> node() {
    return Optional.of(name);
  }

  @Override
  public List<String> changes() {
    return List.of(
        "node " + name + " takes no new pods",
        disableEviction
            ? "its pods are deleted whatever their disruption budgets say"
            : "its pods are evicted as their disruption budgets allow, within "
                + deadline.toSeconds()
                + " s");
  }

  @Override
  public String run(OperationContext context) {
    KubernetesClient client = context.cluster().kubernetes().client();
    context.await(ControllersAtWork.condition(client), ControllersAtWork.LIMIT);
    ProxiesFollow.await(context);
    boolean cordonedHere = cordon(client);
    PodRemoval removal = new PodRemoval(context, client, name, disableEviction);
    try {
      int moved = context.await(drained(removal), deadline);
      return "node " + name + " is drained, " + moved + " pods moved";
    } catch (WaitedInVain blocked) {
      if (cordonedHere) {
        new Uncordon(name).run(context);
      }
      throw new OperationFailed(
          "draining node " + name,
          "no pods left on it within " + deadline.toSeconds() + " s",
          removal.whatIsLeft(),
          "make room for, or raise the budget of, the pods named, then drain again"
              + (cordonedHere ? "; the cordon was taken back" : ""));
    }
  }

  private boolean cordon(KubernetesClient client) {
    Node node =
        Nodes.find(client, name)
            .orElseThrow(
                () ->
                    new OperationFailed(
                        "draining node " + name,
                        "a node of that name",
                        "none in the API",
                        "check the name with kubectl get nodes"));
    if (Nodes.isCordoned(node)) {
      return false;
    }
    Nodes.cordon(client, name, true);
    return true;
  }

  private Condition<Integer> drained(PodRemoval removal) {
    return new Condition<>(
        "drained",
        "node " + name,
        () -> {
          removal.attempt();
          return removal.isDone()
              ? new Sight.Holds<>(removal.removed())
              : new Sight.NotYet<>(removal.whatIsLeft());
        });
  }
}
