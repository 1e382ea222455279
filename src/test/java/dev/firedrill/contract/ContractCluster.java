package dev.firedrill.contract;

import dev.firedrill.backup.BackupSet;
import dev.firedrill.drill.CreationSteps;
import dev.firedrill.drill.PlannedStep;
import dev.firedrill.model.Topology;
import dev.firedrill.operations.OperationContext;
import dev.firedrill.operations.StepVocabulary;
import dev.firedrill.ports.Cluster;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.testing.Recording;
import dev.firedrill.waiting.Await;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The cluster that the cases run on, brought up by the operations that drills use. */
final class ContractCluster {

  private ContractCluster() {}

  /** One control plane and one worker. */
  static Topology topology() {
    return TopologyFile.read(Path.of("clusters", "single.yaml"));
  }

  /** Makes a cluster of fresh machines. */
  static void bringUp(Contracted contracted, Cluster cluster, Path folder) {
    List<PlannedStep> steps =
        CreationSteps.of(
            cluster.topology(),
            contracted.version(),
            name -> StepVocabulary.find(name).orElseThrow());
    for (PlannedStep step : steps) {
      step.operation()
          .run(
              new OperationContext(
                  cluster,
                  contracted.distribution(),
                  new Recording(),
                  folder,
                  BackupSet.unencrypted(folder.resolve("backups")),
                  step.id()));
    }
    new Await(cluster.time()).until(ready(cluster), Duration.ofMinutes(3));
  }

  private static Condition<Boolean> ready(Cluster cluster) {
    return new Condition<>(
        "ready",
        "nodes and every pod",
        () -> {
          List<Pod> pods = cluster.kubernetes().client().pods().inAnyNamespace().list().getItems();
          boolean nodes =
              cluster.kubernetes().client().nodes().list().getItems().stream()
                  .allMatch(
                      node ->
                          Readiness.getInstance().isReady(node)
                              && node.getSpec().getTaints().stream()
                                  .noneMatch(taint -> taint.getKey().endsWith("/not-ready")));
          List<String> unready =
              pods.stream()
                  .filter(pod -> !Readiness.isPodReady(pod))
                  .map(pod -> pod.getMetadata().getName())
                  .toList();
          return Sight.when(nodes && unready.isEmpty(), () -> nodes + " " + unready);
        });
  }
}
