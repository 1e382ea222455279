package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.model.NodeRole;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.tools.Crictl;
import dev.firedrill.tools.Etcd;
import dev.firedrill.tools.Systemctl;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;

/** What k3s answers on a machine, and what it leaves alone when it is started again. */
@Only(value = Contracted.K3S, why = "they are k3s' answers")
final class K3sCases {

  private static final String PROGRAM = "/usr/local/bin/k3s";
  private static final String SERVER = "/var/lib/rancher/k3s/server/";
  private static final String SNAPSHOTS = SERVER + "db/firedrill-contract";

  void k3s_tells_its_version_in_the_first_line(Ground ground) {
    CommandResult result = ground.run(PROGRAM, "--version");
    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout()).startsWith("k3s version " + ground.contracted().version() + " (");
  }

  void the_file_of_a_running_process_tells_its_version(Ground ground) {
    for (NodeRole role : NodeRole.values()) {
      var machine = role == NodeRole.CONTROL_PLANE ? ground.controlPlane() : ground.worker();
      String unit = ground.contracted().unit(role);
      String process = machine.run(Systemctl.show("MainPID", unit)).stdout().strip();
      CommandResult result = machine.run(Command.of("/proc/" + process + "/exe", "--version"));
      assertThat(result.exitCode()).as(unit).isZero();
      assertThat(result.stdout()).startsWith("exe version " + ground.contracted().version() + " (");
    }
  }

  void a_process_of_k3s_that_is_gone_has_no_file(Ground ground) {
    assertThat(ground.run("/proc/99999999/exe", "--version").exitCode()).isBetween(126, 127);
  }

  void the_unit_that_a_machine_is_not_run_by_is_not_enabled(Ground ground) {
    assertThat(ground.controlPlane().run(Systemctl.isEnabled("k3s")).exitCode()).isZero();
    assertThat(ground.controlPlane().run(Systemctl.isEnabled("k3s-agent")).exitCode()).isNotZero();
    assertThat(ground.worker().run(Systemctl.isEnabled("k3s-agent")).exitCode()).isZero();
    assertThat(ground.worker().run(Systemctl.isEnabled("k3s")).exitCode()).isNotZero();
  }

  void the_token_names_the_authority_and_the_user(Ground ground) {
    assertThat(
            new String(ground.controlPlane().read(SERVER + "token"), StandardCharsets.UTF_8)
                .strip())
        .matches("K10[0-9a-f]{64}::server:.+");
  }

  void a_snapshot_is_named_by_its_node_and_time(Ground ground) {
    CommandResult saved = save(ground);
    assertThat(saved.exitCode()).as(saved.tail()).isZero();
    assertThat(ground.run("ls", SNAPSHOTS).stdout()).matches("contract-cp-1-\\d+\n");
  }

  void a_snapshot_of_k3s_has_the_status_of_any(Ground ground) {
    save(ground);
    String file = SNAPSHOTS + "/" + ground.run("ls", SNAPSHOTS).stdout().strip();
    CommandResult status = ground.controlPlane().run(Command.of(Etcd.snapshotStatus(file)));
    assertThat(status.exitCode()).as(status.tail()).isZero();
    assertThat(Shell.json(status).path("revision").asLong()).isPositive();
    assertThat(Shell.json(status).path("hash").asLong()).isPositive();
  }

  void a_restarted_agent_leaves_pods_running(Ground ground) {
    Pod pod = Workload.ready(ground, "web", 1).get(0);
    String before = Crictl.containerId(ground.worker(), "web").orElseThrow();
    assertThat(ground.worker().run(Systemctl.restart(ground.workersUnit())).exitCode()).isZero();
    ground.until(
        "a lease renewed by the new kubelet",
        () -> NodeLease.renewed(ground, ground.workerName()),
        NodeLease.after(NodeLease.renewed(ground, ground.workerName())));
    assertRunsOn(ground, pod, before);
  }

  void containers_run_on_without_the_agent_and_nobody_tells_of_them(Ground ground) {
    Pod pod = Workload.ready(ground, "web", 1).get(0);
    String before = Crictl.containerId(ground.worker(), "web").orElseThrow();
    assertThat(ground.worker().run(Systemctl.stop(ground.workersUnit())).exitCode()).isZero();
    try {
      CommandResult asked = ground.worker().run(Crictl.running("web"));
      assertThat(asked.exitCode()).isEqualTo(1);
      assertThat(asked.stderr()).contains("/run/k3s/containerd/containerd.sock");
    } finally {
      ground.worker().run(Systemctl.restart(ground.workersUnit()));
    }
    assertRunsOn(ground, pod, before);
  }

  void a_restarted_server_leaves_pods_running_and_keeps_everything(Ground ground) {
    Pod pod = Workload.ready(ground, "web", 1).get(0);
    long revision = ground.cluster().etcd().status(ground.controlPlaneName()).revision();
    assertThat(ground.controlPlane().run(Systemctl.restart("k3s")).exitCode()).isZero();
    ground.until(
        "etcd healthy",
        () -> ground.cluster().etcd().healthy(ground.controlPlaneName()),
        healthy -> healthy);
    ground.until("the API ready", () -> ground.client().raw("/readyz"), "ok"::equals);
    assertThat(ground.cluster().etcd().status(ground.controlPlaneName()).revision())
        .isGreaterThanOrEqualTo(revision);
    Pod after = Workload.pod(ground, pod.getMetadata().getName());
    assertThat(after.getMetadata().getUid()).isEqualTo(pod.getMetadata().getUid());
    assertThat(after.getStatus().getContainerStatuses().get(0).getRestartCount()).isZero();
  }

  private static void assertRunsOn(Ground ground, Pod pod, String container) {
    assertThat(Crictl.containerId(ground.worker(), "web")).contains(container);
    Pod after = Workload.pod(ground, pod.getMetadata().getName());
    assertThat(after.getStatus().getContainerStatuses().get(0).getRestartCount()).isZero();
  }

  private static CommandResult save(Ground ground) {
    ground.run("rm", "-rf", SNAPSHOTS);
    ground.run("mkdir", "-p", "-m", "0700", SNAPSHOTS);
    return ground
        .controlPlane()
        .run(
            Command.of(
                PROGRAM,
                "etcd-snapshot",
                "save",
                "--name",
                "contract",
                "--etcd-snapshot-dir",
                SNAPSHOTS,
                "--etcd-snapshot-compress=false",
                "--etcd-s3=false"));
  }
}
