package dev.firedrill.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.model.Machine;
import dev.firedrill.model.Topology;
import org.junit.jupiter.api.Test;

class LargeTopologyTest {

  @Test
  void every_machine_has_an_address_of_its_own_in_the_machines_network() {
    Topology topology = LargeTopology.of(3, 30_000, LargeTopology.POD_SUBNET);

    assertThat(topology.controlPlanes()).hasSize(3);
    assertThat(topology.workers()).hasSize(30_000);
    assertThat(topology.machines())
        .extracting(Machine::address)
        .doesNotHaveDuplicates()
        .doesNotContain(topology.loadBalancer())
        .allMatch(address -> address.matches("172[.](1[6-9]|2\\d|3[01])[.]\\d{1,3}[.]\\d{1,3}"));
  }

  @Test
  void one_control_plane_is_the_apis_endpoint_and_more_are_behind_a_load_balancer() {
    Topology one = LargeTopology.of(1, 2, LargeTopology.POD_SUBNET);
    Topology three = LargeTopology.of(3, 2, LargeTopology.POD_SUBNET);

    assertThat(one.loadBalancer()).isEmpty();
    assertThat(one.controlPlaneEndpoint())
        .isEqualTo(one.machine(one.firstControlPlane()).address() + ":6443");
    assertThat(three.controlPlaneEndpoint()).isEqualTo(three.loadBalancer() + ":6443");
  }

  @Test
  void more_nodes_than_there_are_subnets_for_are_refused() {
    assertThatThrownBy(() -> LargeTopology.of(1, LargeTopology.MOST_NODES, "10.128.0.0/9"))
        .hasMessageContaining("32768");
    assertThatThrownBy(() -> LargeTopology.of(0, 1, "10.128.0.0/9"))
        .hasMessageContaining("one of them a control plane");
  }
}
