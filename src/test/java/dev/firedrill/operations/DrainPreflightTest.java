package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.tools.Shells;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Budgets that have just been made, as where a workload is deployed right before a drain. */
class DrainPreflightTest {

  private static final Version VERSION = Version.parse("v1.29.4");

  private final Topology topology = TopologyFile.read(Path.of("clusters/single.yaml"));
  private final Simulation simulation = new Simulation(3);
  private final SimulatedCluster cluster = new SimulatedCluster(topology, VERSION, simulation);
  private final NodeShell shell = cluster.shell(new NodeName("cp-1"));

  @TempDir Path folder;

  @BeforeEach
  void initialise() {
    new KubeadmDistribution().bootstrap().initialise(shell, topology, VERSION);
    simulation.sleep(Duration.ofSeconds(20));
  }

  private void makeBudget() {
    cluster
        .kubernetes()
        .client()
        .resource(
            new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withName("web")
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .withNewMinAvailable(1)
                .withNewSelector()
                .withMatchLabels(Map.of("app", "web"))
                .endSelector()
                .endSpec()
                .build())
        .create();
  }

  private String checked() {
    OperationContext context = SimulatedGround.on(cluster, folder);
    Checks checks = new Checks(context);
    new DrainPreflight(context, checks).check();
    return checks.conclude("checking", "wait");
  }

  @Test
  void a_budget_that_was_just_made_is_waited_for_until_its_pods_are_counted() {
    makeBudget();
    Instant before = simulation.now();
    assertThat(checked()).isEqualTo("3 checks passed");
    assertThat(Duration.between(before, simulation.now()))
        .isPositive()
        .isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void a_budget_that_nobody_counts_is_told_and_not_taken_for_one_without_pods() {
    shell.run(Shells.remove("/etc/kubernetes/manifests/kube-controller-manager.yaml"));
    simulation.sleep(Duration.ofSeconds(40));
    makeBudget();
    assertThatThrownBy(this::checked)
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining(
            "disruption budget counted of default/web: expected its pods counted by a controller"
                + " manager within 30 s, saw a budget that none has looked at");
  }
}
