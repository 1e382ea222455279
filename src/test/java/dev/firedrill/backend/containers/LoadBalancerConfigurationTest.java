package dev.firedrill.backend.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadBalancerConfigurationTest {

  private static final Topology TOPOLOGY =
      new Topology(
          "ha",
          "firedrill/node",
          "172.30.2.0/24",
          "10.244.0.0/16",
          "10.96.0.0/16",
          "172.30.2.2:6443",
          "172.30.2.2",
          List.of(
              new Machine(new NodeName("cp-1"), NodeRole.CONTROL_PLANE, "172.30.2.11"),
              new Machine(new NodeName("worker-1"), NodeRole.WORKER, "172.30.2.21")));

  @Test
  void the_api_leads_to_control_planes_that_answer_over_tls() {
    assertThat(LoadBalancerConfiguration.of(TOPOLOGY))
        .contains("bind *:6443")
        .contains("option httpchk GET /readyz")
        .contains("  server cp-1 172.30.2.11:6443 check check-ssl verify none")
        .doesNotContain("172.30.2.21:6443");
  }

  @Test
  void an_api_server_that_knows_no_anonymous_answers_too() {
    assertThat(LoadBalancerConfiguration.of(TOPOLOGY))
        .contains("http-check expect rstatus ^(200|401)$");
  }

  @Test
  void the_workload_leads_to_every_node() {
    assertThat(LoadBalancerConfiguration.of(TOPOLOGY))
        .contains("bind *:80")
        .contains("  server cp-1 172.30.2.11:30080 check\n")
        .contains("  server worker-1 172.30.2.21:30080 check\n");
  }

  @Test
  void an_api_server_that_is_down_is_noticed_within_a_second_and_loses_its_connections() {
    assertThat(LoadBalancerConfiguration.of(TOPOLOGY))
        .contains("verify none inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions");
  }

  @Test
  void a_late_check_of_a_node_cuts_no_request_to_the_workload() {
    assertThat(LoadBalancerConfiguration.of(TOPOLOGY).lines())
        .filteredOn(line -> line.contains(":30080") || line.contains("default-server"))
        .isNotEmpty()
        .noneMatch(line -> line.contains("shutdown-sessions"));
  }
}
