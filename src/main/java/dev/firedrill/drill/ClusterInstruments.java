package dev.firedrill.drill;

import dev.firedrill.history.History;
import dev.firedrill.history.Recorder;
import dev.firedrill.model.Component;
import dev.firedrill.model.LoadRates;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.Cluster;
import dev.firedrill.waiting.Await;
import dev.firedrill.waiting.Condition;
import dev.firedrill.watch.ClusterWatcher;
import dev.firedrill.workload.DrivenLoad;
import dev.firedrill.workload.Ledger;
import dev.firedrill.workload.LoadProfile;
import dev.firedrill.workload.LoadTarget;
import dev.firedrill.workload.OpenLoopLoad;
import dev.firedrill.workload.WorkloadDeployment;
import dev.firedrill.workload.WorkloadEntry;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The instruments on a cluster that answers to the Kubernetes API. */
public final class ClusterInstruments implements Instruments {

  private static final Duration DEPLOY_LIMIT = Duration.ofMinutes(2);
  private static final int API_REQUESTS_PER_SECOND = 10;
  private static final int HTTP_PORT = 80;

  private final Cluster cluster;
  private final Map<Component, Component> inside;
  private final LoadRates rates;
  private final Recorder recorder;
  private final String run;
  private final int replicas;
  private final Deque<Runnable> running = new ArrayDeque<>();
  private @Nullable Ledger ledger;

  /**
   * Instruments on that cluster.
   *
   * @param inside the components that run inside another one's process, each with that other
   * @param replicas how many pods the workload has
   * @param run the run's id, by which the ledger knows its own entries
   */
  public ClusterInstruments(
      Cluster cluster,
      Map<Component, Component> inside,
      LoadRates rates,
      int replicas,
      Recorder recorder,
      String run) {
    this.cluster = cluster;
    this.inside = Map.copyOf(inside);
    this.rates = rates;
    this.recorder = recorder;
    this.run = run;
    this.replicas = replicas;
  }

  @Override
  public void deploy() {
    if (rates.httpPerSecond() > 0) {
      // Pods that are made before a node takes them all lie on the others, and its drain moves
      // none.
      new Await(cluster.time()).until(new ClusterHealth(cluster).nodesTakePods(), DEPLOY_LIMIT);
      workload().apply(DEPLOY_LIMIT);
    }
  }

  @Override
  public Condition<Boolean> healthy() {
    return rates.httpPerSecond() > 0
        ? new ClusterHealth(cluster)
            .with(
                new WorkloadEntry(workloadTarget(cluster.topology()), cluster.traffic())
                    .serving(workload().ready()))
        : new ClusterHealth(cluster).alone();
  }

  @Override
  public Condition<Boolean> recovered(Demanded demanded) {
    Condition<Boolean> health = RecoveredHealth.condition(cluster, demanded);
    return rates.httpPerSecond() > 0
        ? new WorkloadEntry(workloadTarget(cluster.topology()), cluster.traffic()).serving(health)
        : health;
  }

  @Override
  public void start(History soFar) {
    running.push(ClusterWatcher.start(cluster, inside, recorder)::close);
    loadOnApi(LoadProfile.of(API_REQUESTS_PER_SECOND));
    if (rates.httpPerSecond() > 0) {
      loadOnWorkload(LoadProfile.of(rates.httpPerSecond()));
    }
    if (rates.ledgerPerSecond() > 0) {
      Ledger writing =
          new Ledger(this::client, cluster.time(), recorder, run, soFar, cluster.background());
      ledger = writing;
      running.push(writing::stop);
      writing.start(rates.ledgerPerSecond());
    }
  }

  @Override
  public void stop() {
    RuntimeException first = null;
    while (!running.isEmpty()) {
      try {
        running.pop().run();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  @Override
  public void audit() {
    if (ledger != null) {
      ledger.audit();
    }
  }

  /** Through the load balancer, or else the node port of the control plane, which is never gone. */
  static LoadTarget workloadTarget(Topology topology) {
    return topology.loadBalancer().isEmpty()
        ? LoadTarget.workload(
            topology.machine(topology.firstControlPlane()).address(), WorkloadDeployment.NODE_PORT)
        : LoadTarget.workload(topology.loadBalancer(), HTTP_PORT);
  }

  private void loadOnApi(LoadProfile profile) {
    running.push(
        cluster.background().isPresent()
            ? DrivenLoad.onApi(cluster, profile, recorder)::stop
            : OpenLoopLoad.start(LoadTarget.api(client()), profile, cluster.time(), recorder)
                ::stop);
  }

  private void loadOnWorkload(LoadProfile profile) {
    LoadTarget target = workloadTarget(cluster.topology());
    running.push(
        cluster.background().isPresent()
            ? DrivenLoad.onWorkload(cluster, target, profile, recorder)::stop
            : OpenLoopLoad.start(target, profile, cluster.time(), recorder)::stop);
  }

  private WorkloadDeployment workload() {
    return new WorkloadDeployment(client(), cluster.time(), replicas);
  }

  private KubernetesClient client() {
    return cluster.kubernetes().client();
  }
}
