package dev.firedrill.mutants;

import dev.firedrill.history.Observation.PodRemoved;
import dev.firedrill.history.Observation.Removal;
import dev.firedrill.model.NodeName;
import dev.firedrill.operations.Drain;
import dev.firedrill.operations.Operation;
import dev.firedrill.operations.OperationContext;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A drain of somebody's own, with flaws.
 *
 * @param flaws what it leaves out or does wrong
 */
record SloppyDrain(Set<Flaw> flaws) implements BiFunction<Operation, OperationContext, String> {

  private static final String MIRROR = "kubernetes.io/config.mirror";

  /** Longer than leases of a controller manager and scheduler that are gone live. */
  private static final Duration LEADING = Duration.ofSeconds(45);

  /** What is wrong with it. */
  enum Flaw {
    NO_CONTROLLERS,
    NO_CORDON,
    NO_EVICTION,
    LEAVES_TERMINATING,
    GIVES_UP,
    DAEMON_PODS,
    NO_GRACE
  }

  static SloppyDrain with(Flaw... flaws) {
    return new SloppyDrain(Set.of(flaws));
  }

  @Override
  public String apply(Operation original, OperationContext context) {
    Drain drain = (Drain) original;
    KubernetesClient client = context.cluster().kubernetes().client();
    if (!flaws.contains(Flaw.NO_CONTROLLERS)) {
      context.cluster().time().sleep(LEADING);
    }
    if (!flaws.contains(Flaw.NO_CORDON)) {
      cordon(client, drain.name());
    }
    if (!flaws.contains(Flaw.NO_EVICTION)) {
      context.await(gone(context, client, drain.name()), drain.deadline());
    }
    return "node " + drain.name() + " is drained, or so it seems";
  }

  static void cordon(KubernetesClient client, NodeName node) {
    client
        .nodes()
        .withName(node.value())
        .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{\"spec\":{\"unschedulable\":true}}");
  }

  private Condition<Boolean> gone(
      OperationContext context, KubernetesClient client, NodeName node) {
    return new Condition<>(
        "drained",
        "node " + node,
        () -> {
          List<Pod> pods = pods(client, node);
          boolean refused = false;
          for (Pod pod : pods) {
            if (pod.getMetadata().getDeletionTimestamp() == null) {
              refused |= !evicted(context, client, node, pod);
            }
          }
          boolean done =
              pods.isEmpty()
                  || flaws.contains(Flaw.GIVES_UP)
                  || (flaws.contains(Flaw.LEAVES_TERMINATING) && !refused);
          return Sight.when(done, () -> pods.size() + " pods left");
        });
  }

  private List<Pod> pods(KubernetesClient client, NodeName node) {
    return client
        .pods()
        .inAnyNamespace()
        .withField("spec.nodeName", node.value())
        .list()
        .getItems()
        .stream()
        .filter(pod -> !isStatic(pod))
        .filter(pod -> flaws.contains(Flaw.DAEMON_PODS) || !isOfDaemonSet(pod))
        .toList();
  }

  private static boolean isStatic(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    return annotations != null && annotations.containsKey(MIRROR);
  }

  private static boolean isOfDaemonSet(Pod pod) {
    return pod.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getKind().equals("DaemonSet"));
  }

  private boolean evicted(
      OperationContext context, KubernetesClient client, NodeName node, Pod pod) {
    String namespace = pod.getMetadata().getNamespace();
    String name = pod.getMetadata().getName();
    EvictionBuilder eviction =
        new EvictionBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata();
    if (flaws.contains(Flaw.NO_GRACE)) {
      eviction.withDeleteOptions(new DeleteOptionsBuilder().withGracePeriodSeconds(0L).build());
    }
    try {
      client.raw(
          "/api/v1/namespaces/%s/pods/%s/eviction".formatted(namespace, name),
          "POST",
          eviction.build());
    } catch (KubernetesClientException refused) {
      return false;
    }
    context
        .recorder()
        .record(new PodRemoved(context.now(), node, namespace + "/" + name, Removal.EVICTED));
    return true;
  }
}
