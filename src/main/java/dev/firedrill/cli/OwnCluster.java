package dev.firedrill.cli;

import dev.firedrill.drill.CreationSteps;
import dev.firedrill.drill.Machines;
import dev.firedrill.drill.PlannedStep;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Schedule;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.operations.Attempt;
import dev.firedrill.operations.OperationContext;
import dev.firedrill.operations.StepVocabulary;
import dev.firedrill.ports.Cluster;
import dev.firedrill.waiting.Await;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cluster as every drill makes it: the backend's machines, then the creation steps. */
final class OwnCluster implements ClusterMaker {

  private static final Duration READY = Duration.ofMinutes(2);

  private final DrillSite site;
  private final Topology topology;
  private final Version version;
  private final Machines machines;
  private @Nullable AutoCloseable made;

  OwnCluster(Backend backend, Topology topology, Version version) {
    this.site = backend.site(topology, version, new Schedule(new Seed(1), List.of()));
    this.topology = topology;
    this.version = version;
    this.machines = site.machines().apply("bench-" + topology.name());
  }

  /** What runs its machines. */
  String engine() {
    return site.engine();
  }

  @Override
  public String name() {
    return "firedrill";
  }

  @Override
  public void make() {
    Cluster cluster = machines.create();
    made = cluster instanceof AutoCloseable closeable ? closeable : null;
    try (ScratchRun scratch = new ScratchRun()) {
      OperationContext context = scratch.context(cluster, site.distribution());
      for (PlannedStep step :
          CreationSteps.of(topology, version, name -> StepVocabulary.find(name).orElseThrow())) {
        if (Attempt.at(step.operation(), context) instanceof Attempt.Failed failed) {
          throw new IllegalStateException(step.id() + ": " + failed.why());
        }
      }
      new Await(cluster.time()).until(ready(cluster), READY);
    }
  }

  @Override
  public void remove() {
    disconnect();
    machines.destroy();
  }

  private Condition<Boolean> ready(Cluster cluster) {
    return new Condition<>(
        "Ready",
        "every node of cluster " + topology.name(),
        () -> {
          List<NodeName> unready =
              topology.nodes().stream().filter(name -> !isReady(cluster, name)).toList();
          return Sight.when(unready.isEmpty(), () -> "not Ready: " + unready);
        });
  }

  private static boolean isReady(Cluster cluster, NodeName name) {
    Optional<Node> node =
        Optional.ofNullable(cluster.kubernetes().client().nodes().withName(name.value()).get());
    return node.stream()
        .flatMap(found -> found.getStatus().getConditions().stream())
        .anyMatch(
            condition ->
                condition.getType().equals("Ready") && condition.getStatus().equals("True"));
  }

  private void disconnect() {
    AutoCloseable closeable = made;
    made = null;
    if (closeable != null) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot close the connections to " + topology.name(), e);
      }
    }
  }
}
