package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.tools.Crictl;
import java.time.Duration;
import java.util.List;

/** Containers of a machine, as crictl shows them and runs programs in them. */
@Only(value = Contracted.KUBEADM, why = "k3s has no containers of its components")
final class CrictlCases {

  private static final String NOTHING = "f".repeat(64);

  void ps_by_name_lists_the_one_container_of_that_name(Ground ground) {
    JsonNode containers = Shell.json(ground.controlPlane().run(Crictl.running("etcd")));
    assertThat(containers.path("containers")).hasSize(1);
    JsonNode etcd = containers.at("/containers/0");
    assertThat(etcd.path("id").asText()).matches("[0-9a-f]{64}");
    assertThat(etcd.at("/metadata/name").asText()).isEqualTo("etcd");
    assertThat(etcd.path("state").asText()).isEqualTo("CONTAINER_RUNNING");
    JsonNode labels = etcd.path("labels");
    assertThat(labels.path("io.kubernetes.container.name").asText()).isEqualTo("etcd");
    assertThat(labels.path("io.kubernetes.pod.namespace").asText()).isEqualTo("kube-system");
    assertThat(labels.path("io.kubernetes.pod.name").asText()).isEqualTo("etcd-cp-1");
  }

  void ps_by_name_takes_the_whole_name(Ground ground) {
    assertThat(Shell.json(ground.controlPlane().run(Crictl.running("kube"))).path("containers"))
        .isEmpty();
  }

  void ps_of_an_unknown_name_lists_nothing_and_succeeds(Ground ground) {
    CommandResult result = ground.controlPlane().run(Crictl.running("no-such-container"));
    assertThat(result.exitCode()).isZero();
    assertThat(Shell.json(result).path("containers").isArray()).isTrue();
    assertThat(Shell.json(result).path("containers")).isEmpty();
  }

  void ps_on_a_worker_lists_no_etcd(Ground ground) {
    assertThat(Shell.json(ground.worker().run(Crictl.running("etcd"))).path("containers"))
        .isEmpty();
  }

  void ps_of_all_lists_the_whole_control_plane(Ground ground) {
    JsonNode containers =
        Shell.json(ground.run("crictl", "ps", "-a", "-o", "json")).path("containers");
    assertThat(containers)
        .extracting(container -> container.at("/metadata/name").asText())
        .contains(
            "etcd",
            "kube-apiserver",
            "kube-controller-manager",
            "kube-scheduler",
            "kube-proxy",
            "kube-flannel");
  }

  void container_ids_are_those_that_the_api_reports(Ground ground) {
    String id = Crictl.containerId(ground.controlPlane(), "kube-scheduler").orElseThrow();
    assertThat(
            ground
                .client()
                .pods()
                .inNamespace("kube-system")
                .withName("kube-scheduler-cp-1")
                .get()
                .getStatus()
                .getContainerStatuses()
                .get(0)
                .getContainerID())
        .isEqualTo("containerd://" + id);
  }

  void exec_tells_the_versions_of_the_control_plane(Ground ground) {
    for (String component :
        List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy")) {
      CommandResult result = ground.exec(component, component, "--version");
      assertThat(result.exitCode()).as(component + ": " + result.tail()).isZero();
      assertThat(result.stdout()).isEqualTo("Kubernetes " + ground.contracted().version() + "\n");
    }
  }

  void exec_tells_the_version_of_etcd(Ground ground) {
    CommandResult result = ground.exec("etcd", "etcd", "--version");
    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout()).startsWith("etcd Version: 3.5.12\n");
  }

  void exec_in_a_container_that_is_not_there_exits_with_1(Ground ground) {
    CommandResult result =
        ground.controlPlane().run(Crictl.exec(NOTHING, Duration.ofSeconds(10), "true"));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr()).contains(NOTHING).contains("not found");
  }

  void exec_of_a_program_that_is_not_there_exits_with_1(Ground ground) {
    CommandResult result = ground.exec("etcd", "no-such-program");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr()).contains("no-such-program");
  }

  void exec_of_a_program_that_fails_exits_with_1(Ground ground) {
    CommandResult result = ground.exec("etcd", "etcdutl", "snapshot", "status", "/no-such-file");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr()).contains("/no-such-file");
  }

  void logs_prints_the_last_lines(Ground ground) {
    String id = Crictl.containerId(ground.controlPlane(), "etcd").orElseThrow();
    CommandResult result =
        ground.controlPlane().run(Command.of("crictl", "logs", "--tail", "3", id));
    assertThat(result.exitCode()).isZero();
    assertThat((result.stdout() + result.stderr()).lines().count()).isEqualTo(3);
  }
}
