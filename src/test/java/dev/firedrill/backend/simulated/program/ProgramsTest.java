package dev.firedrill.backend.simulated.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Container;
import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Program;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.network.Unreachable;
import dev.firedrill.model.NodeName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgramsTest {

  private static final Address SERVER = new Address("10.244.1.2", WorkloadServer.PORT);
  private static final String NAME = "kubernetes.default.svc.cluster.local";

  private final Simulation simulation = new Simulation(1);
  private final Network network = new Network();
  private final Programs programs =
      Programs.of(simulation, network, new SimulatedClients(simulation, network));
  private final Machine machine =
      new Machine(new NodeName("worker-1"), "172.30.2.21", simulation, programs);

  @BeforeEach
  void a_node_with_a_service_proxy() {
    programs.register("kube-proxy", (where, spec, ended) -> new Silent());
    machine.files().write("/var/lib/kubelet/config.yaml", "clusterDNS:\n- 10.96.0.10\n");
  }

  @Test
  void an_image_that_is_not_known_is_named() {
    assertThatThrownBy(() -> run("example.com/other:1"))
        .hasMessageContaining("example.com/other:1");
  }

  @Test
  void a_program_of_kubernetes_says_the_version_of_its_image() {
    Program proxy = run("registry.k8s.io/kube-proxy:v1.29.4").program();

    assertThat(proxy.exec(List.of("kube-proxy", "--version")))
        .isEqualTo(Output.printed("Kubernetes v1.29.4\n"));
  }

  @Test
  void the_server_of_the_workload_listens_at_its_pod_until_it_is_stopped() {
    Container server = run("firedrill.dev/workload:1");

    assertThat(network.connect("172.30.2.11", SERVER)).isInstanceOf(WorkloadServer.class);
    assertThat(server.program().lingers()).isEqualTo(Duration.ofSeconds(8));
    machine.containers().stop(server);
    assertThatThrownBy(() -> network.connect("172.30.2.11", SERVER))
        .isInstanceOf(Unreachable.class);
  }

  @Test
  void a_look_up_prints_the_address_where_a_name_server_runs() {
    run("registry.k8s.io/kube-proxy:v1.29.4");
    run("registry.k8s.io/coredns/coredns:v1.11.1");
    Container lookUp = run("firedrill.dev/workload:1", "lookup", NAME);
    simulation.sleep(Duration.ofSeconds(10));

    assertThat(lookUp.running()).isFalse();
    assertThat(lookUp.reason()).isEmpty();
    assertThat(machine.files().text(lookUp.spec().logFile())).contains("10.96.0.1\n");
  }

  @Test
  void a_look_up_fails_without_a_name_server_and_without_a_service_proxy() {
    Container noProxy = run("firedrill.dev/workload:1", "lookup", NAME);
    run("registry.k8s.io/kube-proxy:v1.29.4");
    Container dns = run("registry.k8s.io/coredns/coredns:v1.11.1");
    machine.containers().stop(dns);
    Container noServer = run("firedrill.dev/workload:1", "lookup", NAME);
    simulation.sleep(Duration.ofSeconds(10));

    assertThat(noProxy.reason()).isEqualTo("exit status 1");
    assertThat(noServer.reason()).isEqualTo("exit status 1");
  }

  private Container run(String image, String... command) {
    return machine
        .containers()
        .start(
            new ContainerSpec(
                "default",
                "pod",
                "uid",
                Programs.name(image),
                image,
                List.of(command),
                SERVER.host()));
  }

  private static final class Silent implements Program {

    @Override
    public void stop() {}

    @Override
    public Output exec(List<String> argv) {
      return Output.failed("");
    }
  }
}
