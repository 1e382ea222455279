package dev.firedrill.workload;

import dev.firedrill.ports.TimeSource;
import dev.firedrill.waiting.Await;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The workload that a drill loads: a Deployment of a small web server spread over the nodes, a
 * budget that allows one pod to be away, and a Service on a node port.
 */
public final class WorkloadDeployment {

  /** The namespace of everything that belongs to the workload. */
  public static final String NAMESPACE = "firedrill-workload";

  /** The port on every node behind which the workload is. */
  public static final int NODE_PORT = 30080;

  /** How many pods there are unless a scenario says otherwise. */
  public static final int DEFAULT_REPLICAS = 4;

  private final KubernetesClient client;
  private final TimeSource time;
  private final WorkloadManifests manifests;
  private final int replicas;

  /**
   * The workload on that cluster.
   *
   * @param replicas how many pods, at least 2: of a single one none could ever be away
   */
  public WorkloadDeployment(KubernetesClient client, TimeSource time, int replicas) {
    this.client = client;
    this.time = time;
    this.replicas = replicas;
    this.manifests = new WorkloadManifests(NAMESPACE, NODE_PORT, replicas);
  }

  /**
   * Applies the manifests, server-side; safe to repeat.
   *
   * @throws dev.firedrill.waiting.WaitedInVain where the API did not take them in time
   */
  public void apply(Duration limit) {
    for (HasMetadata manifest : manifests.all()) {
      Condition<Boolean> applied =
          new Condition<>(
              "applied",
              name(manifest),
              () -> {
                client
                    .resource(manifest)
                    .fieldManager("firedrill")
                    .forceConflicts()
                    .serverSideApply();
                return new Sight.Holds<>(true);
              });
      new Await(time).until(applied, limit);
    }
  }

  /**
   * Waits until every pod is ready and the Service has all of them behind it.
   *
   * @throws dev.firedrill.waiting.WaitedInVain where that did not come in time
   */
  public void awaitReady(Duration limit) {
    new Await(time).until(ready(), limit);
  }

  /** Every pod is of the newest template and ready, and the Service sends requests to all. */
  public Condition<Boolean> ready() {
    return new Condition<>(
        "at " + replicas + " ready pods, all behind the Service",
        name(manifests.deployment()),
        this::look);
  }

  /**
   * Deletes the namespace and waits until it is gone; safe to repeat.
   *
   * @throws dev.firedrill.waiting.WaitedInVain where it was not gone in time
   */
  public void remove(Duration limit) {
    new Await(time)
        .until(new Condition<>("gone", "namespace " + NAMESPACE, this::lookWhetherGone), limit);
  }

  private Sight<Boolean> look() {
    Deployment deployment = client.resource(manifests.deployment()).get();
    if (deployment == null) {
      return new Sight.NotYet<>("no such Deployment");
    }
    Optional<DeploymentStatus> status = Optional.ofNullable(deployment.getStatus());
    boolean observed =
        status
            .map(DeploymentStatus::getObservedGeneration)
            .filter(generation -> generation.equals(deployment.getMetadata().getGeneration()))
            .isPresent();
    int all = status.map(DeploymentStatus::getReplicas).orElse(0);
    int updated = status.map(DeploymentStatus::getUpdatedReplicas).orElse(0);
    int ready = status.map(DeploymentStatus::getReadyReplicas).orElse(0);
    long behind = readyEndpoints();
    return Sight.when(
        observed
            && all == replicas
            && updated == replicas
            && ready == replicas
            && behind == replicas,
        () ->
            "%d pods, %d up to date, %d ready, %d behind the Service"
                .formatted(all, updated, ready, behind));
  }

  private long readyEndpoints() {
    return client
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(NAMESPACE)
        .withLabel("kubernetes.io/service-name", WorkloadManifests.NAME)
        .list()
        .getItems()
        .stream()
        // A slice without endpoints says null, not an empty list.
        .flatMap(slice -> Stream.ofNullable(slice.getEndpoints()).flatMap(List::stream))
        .map(Endpoint::getConditions)
        .filter(Objects::nonNull)
        .filter(conditions -> Boolean.TRUE.equals(conditions.getReady()))
        .count();
  }

  private Sight<Boolean> lookWhetherGone() {
    client.namespaces().withName(NAMESPACE).delete();
    return Sight.when(
        client.namespaces().withName(NAMESPACE).get() == null, () -> "it is still there");
  }

  private static String name(HasMetadata manifest) {
    return manifest.getKind() + " " + manifest.getMetadata().getName();
  }
}
