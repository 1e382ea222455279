package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import dev.firedrill.backend.simulated.kernel.Simulation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** The Deployment controller: one ReplicaSet for each template, rolled over to the newest. */
final class Deployments implements Controller {

  private static final String HASH = "pod-template-hash";

  private final Informers api;
  private final Rollout rollout;
  private final Map<String, Revision> revisions = new TreeMap<>();

  /** A deployment as it is at the moment, and its template's hash. */
  private record Revision(Deployment deployment, String hash) {}

  Deployments(Informers api, Simulation simulation) {
    this.api = api;
    this.rollout = new Rollout(simulation);
  }

  @Override
  public List<Class<? extends HasMetadata>> watches() {
    return List.of(Deployment.class, ReplicaSet.class);
  }

  @Override
  public void reconcile() {
    for (Deployment deployment : api.list(Deployment.class)) {
      if (!Pods.isTerminating(deployment)) {
        reconcile(deployment);
      }
    }
  }

  private void reconcile(Deployment deployment) {
    String hash = hash(deployment);
    List<ReplicaSet> all =
        api.list(ReplicaSet.class).stream()
            .filter(set -> Pods.isIn(set, deployment) && Pods.isOwnedBy(set, deployment))
            .toList();
    Optional<ReplicaSet> newest =
        all.stream()
            .filter(set -> hash.equals(Pods.labels(set.getMetadata()).get(HASH)))
            .findFirst();
    if (newest.isEmpty()) {
      create(deployment, hash, first(deployment, all));
      return;
    }
    List<ReplicaSet> old = all.stream().filter(set -> set != newest.get()).toList();
    if (!grow(deployment, newest.get(), all)) {
      shrink(deployment, newest.get(), old);
    }
    report(deployment, newest.get(), all);
  }

  /** Computed anew only where the deployment is to be another. */
  private String hash(Deployment deployment) {
    Revision known = revisions.get(deployment.getMetadata().getUid());
    if (known == null || !Templates.unchanged(known.deployment(), deployment)) {
      known = new Revision(deployment, Templates.hash(deployment.getSpec().getTemplate()));
      revisions.put(deployment.getMetadata().getUid(), known);
    }
    return known.hash();
  }

  private static int first(Deployment deployment, List<ReplicaSet> all) {
    int room = wanted(deployment) + surge(deployment) - sum(all, Replicas::wanted);
    return Math.max(0, Math.min(wanted(deployment), room));
  }

  private void create(Deployment deployment, String hash, int replicas) {
    Map<String, String> label = Map.of(HASH, hash);
    Writes.create(
        api,
        new ReplicaSetBuilder()
            .withNewMetadata()
            .withName(deployment.getMetadata().getName() + "-" + hash)
            .withNamespace(deployment.getMetadata().getNamespace())
            .withLabels(Pods.labels(deployment.getSpec().getTemplate().getMetadata()))
            .addToLabels(label)
            .withOwnerReferences(Pods.reference(deployment))
            .endMetadata()
            .withNewSpec()
            .withReplicas(replicas)
            .withSelector(
                new LabelSelectorBuilder(deployment.getSpec().getSelector())
                    .addToMatchLabels(label)
                    .build())
            .withNewTemplateLike(deployment.getSpec().getTemplate())
            .editOrNewMetadata()
            .addToLabels(label)
            .endMetadata()
            .endTemplate()
            .endSpec()
            .build());
  }

  /** Scales the newest as far as the surge allows; true where something was changed. */
  private boolean grow(Deployment deployment, ReplicaSet newest, List<ReplicaSet> all) {
    int has = Replicas.wanted(newest);
    int wanted = wanted(deployment);
    int room = wanted + surge(deployment) - sum(all, Replicas::wanted);
    int target = has > wanted ? wanted : has + Math.max(0, Math.min(wanted - has, room));
    if (target == has) {
      return false;
    }
    scale(newest, target);
    return true;
  }

  /** Scales old ones down as far as enough stay available; those that do not serve go first. */
  private void shrink(Deployment deployment, ReplicaSet newest, List<ReplicaSet> old) {
    int least = wanted(deployment) - unavailable(deployment);
    int newUnavailable = Replicas.wanted(newest) - available(newest);
    int spare = sum(old, Replicas::wanted) + Replicas.wanted(newest) - least - newUnavailable;
    for (ReplicaSet set : old) {
      int dead = Math.min(spare, Replicas.wanted(set) - available(set));
      int alive =
          Math.max(
              0, Math.min(sum(old, Deployments::available) + available(newest) - least, spare));
      int fewer = Math.min(Replicas.wanted(set), dead > 0 ? dead : alive);
      if (fewer > 0) {
        scale(set, Replicas.wanted(set) - fewer);
        return;
      }
    }
  }

  private void scale(ReplicaSet set, int replicas) {
    Writes.merge(api, set, Map.of("spec", Map.of("replicas", replicas)));
  }

  private void report(Deployment deployment, ReplicaSet newest, List<ReplicaSet> all) {
    int replicas =
        sum(all, set -> count(set, set.getStatus() == null ? null : set.getStatus().getReplicas()));
    int ready = sum(all, Deployments::available);
    DeploymentStatus status =
        new DeploymentStatusBuilder()
            .withObservedGeneration(deployment.getMetadata().getGeneration())
            .withReplicas(replicas)
            .withUpdatedReplicas(
                count(newest, newest.getStatus() == null ? null : newest.getStatus().getReplicas()))
            .withReadyReplicas(ready)
            .withAvailableReplicas(ready)
            .withUnavailableReplicas(Math.max(0, wanted(deployment) - ready))
            .withConditions(
                rollout.conditions(
                    deployment,
                    newest,
                    ready >= wanted(deployment) - unavailable(deployment),
                    isComplete(deployment, newest, replicas, ready)))
            .build();
    if (!status.equals(deployment.getStatus())) {
      Writes.status(api, deployment, status);
    }
  }

  private static boolean isComplete(
      Deployment deployment, ReplicaSet newest, int replicas, int ready) {
    int wanted = wanted(deployment);
    return replicas == wanted && ready == wanted && available(newest) == wanted;
  }

  private static int available(ReplicaSet set) {
    return count(set, set.getStatus() == null ? null : set.getStatus().getAvailableReplicas());
  }

  private static int count(ReplicaSet set, @org.jspecify.annotations.Nullable Integer counted) {
    return counted == null || set.getMetadata() == null ? 0 : counted;
  }

  private static int sum(List<ReplicaSet> sets, ToIntFunction<ReplicaSet> number) {
    return sets.stream().mapToInt(number).sum();
  }

  private static int wanted(Deployment deployment) {
    Integer replicas = deployment.getSpec().getReplicas();
    return replicas == null ? 1 : replicas;
  }

  private static int surge(Deployment deployment) {
    return rolling(deployment)
        .map(
            each ->
                Templates.share(
                    each.getMaxSurge(), wanted(deployment), true, quarter(deployment, true)))
        .orElseGet(() -> quarter(deployment, true));
  }

  private static int unavailable(Deployment deployment) {
    int allowed =
        rolling(deployment)
            .map(
                each ->
                    Templates.share(
                        each.getMaxUnavailable(),
                        wanted(deployment),
                        false,
                        quarter(deployment, false)))
            .orElseGet(() -> quarter(deployment, false));
    return allowed == 0 && surge(deployment) == 0 ? 1 : allowed;
  }

  private static int quarter(Deployment deployment, boolean up) {
    return up ? (wanted(deployment) + 3) / 4 : wanted(deployment) / 4;
  }

  private static Optional<RollingUpdateDeployment> rolling(Deployment deployment) {
    return Optional.ofNullable(deployment.getSpec().getStrategy())
        .map(strategy -> strategy.getRollingUpdate());
  }
}
