package dev.firedrill.operations;

import dev.firedrill.model.Component;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A set of pods that its controller rolls over where their template changes, as {@code kubectl
 * rollout restart} and {@code status} see it.
 *
 * @param set a DaemonSet, Deployment or StatefulSet
 * @param template of its pods
 */
record RolledOut(HasMetadata set, PodTemplateSpec template) {

  private static final String ANNOTATION = "firedrill.dev/authority";

  /**
   * All of them: kube-proxy, through which the others reach the API, then what else the network
   * hangs on, the other DaemonSets, then the rest.
   */
  static List<RolledOut> all(KubernetesClient client) {
    List<RolledOut> all = new ArrayList<>();
    client.apps().daemonSets().inAnyNamespace().list().getItems().stream()
        .filter(set -> !isOnDelete(set))
        .map(RolledOut::of)
        .sorted(Comparator.comparing(set -> !set.runs(Component.KUBE_PROXY)))
        .forEach(all::add);
    client
        .apps()
        .deployments()
        .inAnyNamespace()
        .list()
        .getItems()
        .forEach(set -> all.add(new RolledOut(set, set.getSpec().getTemplate())));
    client
        .apps()
        .statefulSets()
        .inAnyNamespace()
        .list()
        .getItems()
        .forEach(set -> all.add(new RolledOut(set, set.getSpec().getTemplate())));
    return all;
  }

  static RolledOut of(DaemonSet set) {
    return new RolledOut(set, set.getSpec().getTemplate());
  }

  String name() {
    return "%s %s/%s"
        .formatted(set.getKind(), set.getMetadata().getNamespace(), set.getMetadata().getName());
  }

  private boolean runs(Component component) {
    return template.getSpec().getContainers().stream()
        .anyMatch(container -> container.getName().equals(component.value()));
  }

  boolean mayReachApi() {
    return !Boolean.FALSE.equals(template.getSpec().getAutomountServiceAccountToken());
  }

  /** Has its pods replaced, unless they were for that very mark. */
  void roll(KubernetesClient client, String mark) {
    Map<String, String> annotations =
        Optional.ofNullable(template.getMetadata())
            .map(metadata -> metadata.getAnnotations())
            .orElse(Map.of());
    if (!mark.equals(annotations.get(ANNOTATION))) {
      client
          .resource(set)
          .patch(
              PatchContext.of(PatchType.STRATEGIC_MERGE),
              "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}}}"
                  .formatted(ANNOTATION, mark));
    }
  }

  /** Its controller has seen the change, and every pod is a new one and serves. */
  Condition<Boolean> complete(KubernetesClient client) {
    return new Condition<>(
        "rolled out",
        name(),
        () -> {
          HasMetadata now = client.resource(set).get();
          return Sight.when(now == null || progress(now).isComplete(), () -> "" + progress(now));
        });
  }

  /** True where it was complete when it was read. */
  boolean isComplete() {
    return progress(set).isComplete();
  }

  /** How far it was when it was read. */
  String described() {
    return name() + ": " + progress(set);
  }

  private static Progress progress(HasMetadata set) {
    long generation = set.getMetadata().getGeneration();
    if (set instanceof DaemonSet daemons) {
      DaemonSetStatus status =
          Objects.requireNonNullElseGet(daemons.getStatus(), DaemonSetStatus::new);
      int wanted = count(status.getDesiredNumberScheduled());
      return new Progress(
          isSeen(status.getObservedGeneration(), generation),
          wanted,
          count(status.getUpdatedNumberScheduled()),
          count(status.getNumberAvailable()),
          wanted);
    }
    if (set instanceof Deployment deployment) {
      DeploymentStatus status =
          Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
      return new Progress(
          isSeen(status.getObservedGeneration(), generation),
          count(deployment.getSpec().getReplicas()),
          count(status.getUpdatedReplicas()),
          count(status.getAvailableReplicas()),
          count(status.getReplicas()));
    }
    StatefulSet stateful = (StatefulSet) set;
    StatefulSetStatus status =
        Objects.requireNonNullElseGet(stateful.getStatus(), StatefulSetStatus::new);
    return new Progress(
        isSeen(status.getObservedGeneration(), generation),
        count(stateful.getSpec().getReplicas()),
        count(status.getUpdatedReplicas()),
        count(status.getReadyReplicas()),
        count(status.getReplicas()));
  }

  /**
   * How far it is.
   *
   * @param seen true once its controller has seen the change
   * @param wanted how many pods it is to have
   * @param updated how many of the new template there are
   * @param available how many serve
   * @param there how many there are, old ones too
   */
  private record Progress(boolean seen, int wanted, int updated, int available, int there) {

    boolean isComplete() {
      return seen && updated >= wanted && available >= wanted && there <= wanted;
    }

    @Override
    public String toString() {
      return "%d of %d pods replaced, %d serve, %d there%s"
          .formatted(
              updated, wanted, available, there, seen ? "" : ", its controller has not begun");
    }
  }

  private static boolean isSeen(@Nullable Long observed, long generation) {
    return observed != null && observed >= generation;
  }

  private static int count(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  /** True where nobody replaces its pods but who deletes them. */
  static boolean isOnDelete(DaemonSet set) {
    return set.getSpec().getUpdateStrategy() != null
        && "OnDelete".equals(set.getSpec().getUpdateStrategy().getType());
  }
}
