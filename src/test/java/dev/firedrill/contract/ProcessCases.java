package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.model.NodeRole;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.tools.ClockReading;
import dev.firedrill.tools.NodeClock;
import dev.firedrill.tools.Systemctl;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;

/** A machine's processes and units. */
final class ProcessCases {

  @Only(value = Contracted.KUBEADM, why = "k3s' kubelet is inside its one process")
  void pidof_prints_the_kubelets_process(Ground ground) {
    CommandResult result = ground.run("pidof", "-s", "kubelet");
    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout()).matches("\\d+\n");
  }

  void pidof_of_nothing_exits_with_1(Ground ground) {
    CommandResult result = ground.run("pidof", "-s", "no-such-program");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stdout() + result.stderr()).isEmpty();
  }

  void pidof_finds_no_control_plane_on_a_worker(Ground ground) {
    assertThat(ground.worker().run(Command.of("pidof", "-s", "kube-apiserver")).exitCode())
        .isEqualTo(1);
  }

  void pgrep_exits_with_1_where_no_tool_runs(Ground ground) {
    CommandResult result = ground.run("pgrep", "-x", "-a", "kubeadm|etcdctl|etcdutl|ctr|crictl");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stdout()).isEmpty();
  }

  @Only(value = Contracted.KUBEADM, why = "k3s' kubelet is inside its one process")
  void pgrep_lists_what_runs_of_several_programs(Ground ground) {
    CommandResult result = ground.run("pgrep", "-x", "-a", "kubeadm|etcdctl|kubelet|crictl");
    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout()).matches("\\d+ \\S*kubelet .*\n");
  }

  @Only(value = Contracted.KUBEADM, why = "k3s' kubelet is inside its one process")
  void the_running_kubelet_tells_its_version(Ground ground) {
    String pid = ground.run("pidof", "-s", "kubelet").stdout().strip();
    CommandResult result =
        ground.run("bash", "-c", "exec -a kubelet \"$0\" --version", "/proc/" + pid + "/exe");
    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout()).isEqualTo("Kubernetes " + ground.contracted().version() + "\n");
  }

  @Only(value = Contracted.KUBEADM, why = "the question is the one for a kubelet of its own")
  void a_process_that_is_gone_has_no_program(Ground ground) {
    CommandResult result =
        ground.run("bash", "-c", "exec -a kubelet \"$0\" --version", "/proc/99999999/exe");
    assertThat(result.exitCode()).isEqualTo(127);
    assertThat(result.stderr()).contains("/proc/99999999/exe: No such file or directory");
  }

  void a_program_that_is_not_there_exits_with_126_or_127(Ground ground) {
    assertThat(ground.run("no-such-program").exitCode()).isBetween(126, 127);
  }

  void an_active_unit_exits_with_0(Ground ground) {
    CommandResult result =
        ground.run("systemctl", "is-active", ground.contracted().unit(NodeRole.CONTROL_PLANE));
    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout()).isEqualTo("active\n");
  }

  void daemon_reload_succeeds_in_silence(Ground ground) {
    CommandResult result = ground.controlPlane().run(Systemctl.daemonReload());
    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout() + result.stderr()).isEmpty();
  }

  void restarting_a_unit_that_is_not_there_exits_with_5(Ground ground) {
    CommandResult result = ground.controlPlane().run(Systemctl.restart("no-such-unit"));
    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.stderr())
        .isEqualTo(
            "Failed to restart no-such-unit.service: Unit no-such-unit.service not found.\n");
  }

  void a_restarted_kubelet_is_another_process_and_its_node_stays_ready(Ground ground) {
    Command question = Systemctl.show("MainPID", ground.workersUnit());
    String before = ground.worker().run(question).stdout();
    assertThat(ground.worker().run(Systemctl.restart(ground.workersUnit())).exitCode()).isZero();
    String after = ground.worker().run(question).stdout();
    assertThat(after).matches("\\d+\n").isNotEqualTo(before);
    ground.until(
        "Ready throughout",
        Duration.ofSeconds(30),
        () -> ground.client().nodes().withName(ground.workerName().value()).get(),
        node -> Readiness.getInstance().isReady(node));
  }

  void a_restarted_kubelet_leaves_containers_running(Ground ground) {
    Command running = dev.firedrill.tools.Crictl.running("web");
    Workload.ready(ground, "web", 1);
    String before = Shell.json(ground.worker().run(running)).at("/containers/0/id").asText();
    assertThat(ground.worker().run(Systemctl.restart(ground.workersUnit())).exitCode()).isZero();
    ground.until(
        "a lease renewed by the new kubelet",
        () -> NodeLease.renewed(ground, ground.workerName()),
        NodeLease.after(NodeLease.renewed(ground, ground.workerName())));
    String after = Shell.json(ground.worker().run(running)).at("/containers/0/id").asText();
    assertThat(after).isEqualTo(before).isNotEmpty();
  }

  void date_prints_the_clock_in_seconds_and_nanoseconds(Ground ground) {
    CommandResult result = ground.run("date", "+%s.%N");
    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout()).matches("\\d{10}\\.\\d{9}\n");
    assertThat(result.stderr()).isEmpty();
  }

  void machines_agree_on_what_time_it_is(Ground ground) {
    ClockReading first = NodeClock.read(ground.controlPlane(), ground.cluster().time());
    ClockReading other = NodeClock.read(ground.worker(), ground.cluster().time());
    assertThat(other.against(first).mayBeWithin(Duration.ofSeconds(1)))
        .as("%s and %s", first, other)
        .isTrue();
  }

  void the_kubelets_journal_can_be_read(Ground ground) {
    CommandResult result =
        ground
            .worker()
            .run(Command.of("journalctl", "-u", ground.workersUnit(), "--no-pager", "-n", "20"));
    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout()).isNotBlank();
  }
}
