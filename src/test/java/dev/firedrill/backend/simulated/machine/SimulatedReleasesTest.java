package dev.firedrill.backend.simulated.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import org.junit.jupiter.api.Test;

class SimulatedReleasesTest {

  private static final Version OLD = Version.parse("v1.29.4");
  private static final Version NEW = Version.parse("v1.30.4");
  private static final NodeName NODE = new NodeName("cp-1");

  private final Simulation simulation = new Simulation(1);
  private final Machine machine =
      new Machine(
          NODE,
          "172.30.2.11",
          simulation,
          (on, spec, ended) -> {
            throw new IllegalStateException("nothing is started here");
          });
  private final SimulatedReleases releases = new SimulatedReleases(node -> machine, simulation);

  @Test
  void a_new_machine_has_programs_images_and_the_network_manifest_of_its_release() {
    SimulatedReleases.prepare(machine, OLD);
    assertThat(machine.programs()).containsEntry(Component.KUBELET, OLD).hasSize(3);
    assertThat(machine.containers().images())
        .contains("registry.k8s.io/kube-apiserver:v1.29.4", "registry.k8s.io/etcd:3.5.12-0")
        .noneMatch(image -> image.contains("v1.30"));
    assertThat(machine.files().text(SimulatedReleases.NETWORK_MANIFEST))
        .hasValueSatisfying(text -> assertThat(text).contains("kube-flannel", "{{ .PodSubnet }}"));
  }

  @Test
  void loaded_images_are_there_beside_the_old_ones_and_nothing_is_installed() {
    SimulatedReleases.prepare(machine, OLD);
    releases.loadImages(NODE, NEW);
    releases.loadImages(NODE, NEW);
    assertThat(machine.containers().images())
        .contains("registry.k8s.io/kube-proxy:v1.29.4", "registry.k8s.io/kube-proxy:v1.30.4");
    assertThat(machine.programs()).containsEntry(Component.KUBEADM, OLD);
    assertThat(simulation.now()).isAfter(Simulation.BEGINNING);
  }

  @Test
  void installing_replaces_one_program() {
    SimulatedReleases.prepare(machine, OLD);
    releases.install(NODE, Component.KUBEADM, NEW);
    assertThat(machine.programs())
        .containsEntry(Component.KUBEADM, NEW)
        .containsEntry(Component.KUBELET, OLD);
  }

  @Test
  void unknown_releases_and_programs_are_refused() {
    Version none = Version.parse("v1.28.0");
    assertThat(releases.has(NEW)).isTrue();
    assertThat(releases.has(none)).isFalse();
    assertThatThrownBy(() -> releases.install(NODE, Component.KUBELET, none))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> releases.install(NODE, Component.ETCD, NEW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> releases.loadImages(NODE, none))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
