package dev.firedrill.backend.simulated.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Container;
import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Program;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StaticPodsTest {

  private static final String MANIFEST = "/etc/kubernetes/manifests/etcd.yaml";

  private final Simulation simulation = new Simulation(1);
  private final Network network = new Network();
  private final List<Consumer<String>> programs = new ArrayList<>();
  private final Machine machine =
      new Machine(
          new NodeName("cp-1"),
          "172.30.2.11",
          simulation,
          (where, spec, ended) -> {
            programs.add(ended);
            return new Silent();
          });

  @BeforeEach
  void a_machine_with_a_kubelet() {
    machine.programs().put(Component.KUBELET, Version.parse("v1.29.4"));
    machine.containers().images().addAll(List.of("registry/etcd:1", "registry/etcd:2"));
    machine.files().write("/var/lib/kubelet/config.yaml", "kind: KubeletConfiguration\n");
    machine.files().write(MANIFEST, manifest("registry/etcd:1"));
    machine
        .units()
        .install(
            "kubelet",
            new Kubelet(machine, simulation, network, new SimulatedClients(simulation, network)));
    machine.units().start("kubelet");
  }

  @Test
  void a_manifest_is_run_within_seconds_without_any_api() {
    simulation.sleep(Duration.ofSeconds(4));

    ContainerSpec spec = etcd().orElseThrow().spec();
    assertThat(spec.pod()).isEqualTo("etcd-cp-1");
    assertThat(spec.namespace()).isEqualTo("kube-system");
    assertThat(spec.image()).isEqualTo("registry/etcd:1");
    assertThat(spec.command()).containsExactly("etcd", "--name=cp-1");
    assertThat(spec.address()).isEqualTo("172.30.2.11");
  }

  @Test
  void a_kubelet_without_configuration_does_nothing() {
    machine.files().delete("/var/lib/kubelet/config.yaml");
    simulation.sleep(Duration.ofMinutes(1));

    assertThat(etcd()).isEmpty();
  }

  @Test
  void a_changed_manifest_ends_the_old_pod_at_once_and_starts_the_new_one_after_the_back_off() {
    simulation.sleep(Duration.ofSeconds(5));
    machine.files().write(MANIFEST, manifest("registry/etcd:2"));
    Instant changed = simulation.now();

    assertThat(simulation.await(() -> etcd().isEmpty(), Duration.ofSeconds(1))).isTrue();
    assertThat(simulation.await(() -> etcd().isPresent(), Duration.ofSeconds(30))).isTrue();
    assertThat(Duration.between(changed, simulation.now()))
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(16));
    assertThat(etcd().orElseThrow().spec().image()).isEqualTo("registry/etcd:2");
  }

  @Test
  void a_removed_manifest_ends_its_pod() {
    simulation.sleep(Duration.ofSeconds(5));
    machine.files().delete(MANIFEST);
    simulation.sleep(Duration.ofMinutes(1));

    assertThat(machine.containers().all()).isEmpty();
  }

  @Test
  void a_kubelet_of_the_same_minor_leaves_pods_alone() {
    simulation.sleep(Duration.ofSeconds(5));
    String before = etcd().orElseThrow().id();
    restartAt("v1.29.14");
    simulation.sleep(Duration.ofMinutes(1));

    assertThat(etcd().orElseThrow().id()).isEqualTo(before);
  }

  @Test
  void a_kubelet_of_a_new_minor_restarts_static_pods() {
    simulation.sleep(Duration.ofSeconds(5));
    String before = etcd().orElseThrow().id();
    restartAt("v1.30.4");

    assertThat(etcd().orElseThrow().id()).isEqualTo(before);
    assertThat(simulation.await(() -> etcd().isEmpty(), Duration.ofSeconds(3))).isTrue();
    assertThat(simulation.await(() -> etcd().isPresent(), Duration.ofSeconds(20))).isTrue();
    assertThat(etcd().orElseThrow().id()).isNotEqualTo(before);
  }

  @Test
  void containers_go_on_while_the_kubelet_is_stopped_and_no_manifest_is_looked_at() {
    simulation.sleep(Duration.ofSeconds(5));
    machine.units().stop("kubelet");
    machine.files().delete(MANIFEST);
    simulation.sleep(Duration.ofMinutes(1));

    assertThat(etcd()).isPresent();
  }

  @Test
  void what_a_reset_removed_is_started_anew_by_the_next_kubelet() {
    simulation.sleep(Duration.ofSeconds(5));
    machine.units().stop("kubelet");
    machine.containers().all().forEach(machine.containers()::remove);
    machine.units().start("kubelet");
    simulation.sleep(Duration.ofSeconds(5));

    assertThat(etcd()).isPresent();
  }

  @Test
  void a_pod_whose_image_is_not_there_is_started_once_it_is() {
    machine.containers().images().clear();
    simulation.sleep(Duration.ofSeconds(30));
    assertThat(machine.containers().all()).isEmpty();

    machine.containers().images().add("registry/etcd:1");
    assertThat(simulation.await(() -> etcd().isPresent(), Duration.ofMinutes(1))).isTrue();
  }

  @Test
  void a_program_that_ends_is_restarted_soon_and_then_later_and_later() {
    simulation.sleep(Duration.ofSeconds(5));
    Duration first = untilRestarted();
    Duration second = untilRestarted();
    Duration third = untilRestarted();

    assertThat(first).isLessThan(Duration.ofSeconds(2));
    assertThat(second).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
    assertThat(third).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21));
  }

  private Duration untilRestarted() {
    Instant ended = simulation.now();
    programs.get(programs.size() - 1).accept("panic");
    assertThat(simulation.await(() -> etcd().isPresent(), Duration.ofMinutes(2))).isTrue();
    return Duration.between(ended, simulation.now());
  }

  private void restartAt(String version) {
    machine.programs().put(Component.KUBELET, Version.parse(version));
    machine.units().stop("kubelet");
    machine.units().start("kubelet");
  }

  private Optional<Container> etcd() {
    return machine.containers().running().stream().findFirst();
  }

  private static String manifest(String image) {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: etcd, namespace: kube-system}
        spec:
          hostNetwork: true
          containers:
          - name: etcd
            image: %s
            command: [etcd, --name=cp-1]
        status: {}
        """
        .formatted(image);
  }

  private static final class Silent implements Program {

    @Override
    public void stop() {}

    @Override
    public Output exec(List<String> argv) {
      return Output.printed("");
    }
  }
}
