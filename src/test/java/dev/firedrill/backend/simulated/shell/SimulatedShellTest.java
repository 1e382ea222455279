package dev.firedrill.backend.simulated.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Program;
import dev.firedrill.backend.simulated.machine.SimulatedReleases;
import dev.firedrill.backend.simulated.machine.Unit;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.tools.Crictl;
import dev.firedrill.tools.Shells;
import dev.firedrill.tools.Systemctl;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedShellTest {

  private static final Version OLD = Version.parse("v1.29.4");
  private static final Version NEW = Version.parse("v1.30.4");

  private final Simulation simulation = new Simulation(1);
  private final Network network = new Network();
  private final Machine machine =
      new Machine(new NodeName("cp-1"), "172.30.2.11", simulation, (on, spec, ended) -> new Echo());
  private final SimulatedShell shell =
      new SimulatedShell(machine, simulation, network, new SimulatedClients(simulation, network));
  private final List<String> kubelet = new ArrayList<>();

  private record Echo() implements Program {
    @Override
    public void stop() {}

    @Override
    public Output exec(List<String> argv) {
      return Output.printed(String.join(" ", argv));
    }
  }

  SimulatedShellTest() {
    SimulatedReleases.prepare(machine, OLD);
    machine
        .units()
        .install(
            "kubelet",
            new Unit() {
              @Override
              public void start() {
                kubelet.add("start");
              }

              @Override
              public void stop() {
                kubelet.add("stop");
              }
            });
  }

  private CommandResult run(String... argv) {
    return shell.run(Command.of(argv));
  }

  @Test
  void an_unknown_command_is_named_and_never_succeeds() {
    CommandResult result = run("fdisk", "-l");
    assertThat(result.exitCode()).isEqualTo(127);
    assertThat(result.stderr()).isEqualTo("not simulated: fdisk -l\n");
    assertThat(run("sh", "-c", "reboot").exitCode()).isEqualTo(127);
    assertThat(run("kubeadm", "alpha").stderr()).startsWith("not simulated: kubeadm alpha");
    assertThat(run("crictl", "pods").exitCode()).isEqualTo(127);
    assertThat(run("systemctl", "mask", "kubelet").exitCode()).isEqualTo(127);
  }

  @Test
  void commands_take_virtual_time_that_follows_from_the_seed() {
    CommandResult result = run("systemctl", "daemon-reload");
    assertThat(result.elapsed()).isBetween(Duration.ofMillis(100), Duration.ofMillis(300));
    Simulation other = new Simulation(1);
    SimulatedShell same =
        new SimulatedShell(
            new Machine(
                new NodeName("cp-1"), "172.30.2.11", other, (on, spec, ended) -> new Echo()),
            other,
            network,
            new SimulatedClients(other, network));
    assertThat(same.run(Command.of("systemctl", "daemon-reload")).elapsed())
        .isEqualTo(result.elapsed());
  }

  @Test
  void a_command_that_takes_longer_than_its_limit_times_out_at_the_limit() {
    Command command = Command.of("systemctl", "restart", "kubelet").within(Duration.ofMillis(90));
    assertThatThrownBy(() -> shell.run(command)).isInstanceOf(CommandTimedOut.class);
    assertThat(simulation.now()).isEqualTo(Simulation.BEGINNING.plusMillis(90));
  }

  @Test
  void files_are_written_read_looked_for_and_removed() {
    shell.write("/etc/x", "hello".getBytes(StandardCharsets.UTF_8), "0600");
    assertThat(Shells.exists(shell, "/etc/x")).isTrue();
    assertThat(Shells.exists(shell, "/etc")).isTrue();
    assertThat(shell.read("/etc/x")).asString().isEqualTo("hello");
    assertThat(run("rm", "-f", "/etc/x").succeeded()).isTrue();
    assertThat(Shells.exists(shell, "/etc/x")).isFalse();
    assertThatThrownBy(() -> shell.read("/etc/x"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("/etc/x");
  }

  @Test
  void a_machine_that_is_gone_cannot_be_reached() {
    network.takeAway("172.30.2.11");
    assertThatThrownBy(() -> run("true")).isInstanceOf(NodeUnreachable.class);
    assertThatThrownBy(() -> shell.read("/etc/x")).isInstanceOf(NodeUnreachable.class);
  }

  @Test
  void the_running_kubelet_keeps_its_version_until_it_is_restarted() {
    assertThat(run("pidof", "-s", "kubelet").exitCode()).isEqualTo(1);
    Shells.run(shell, Systemctl.restart("kubelet"));
    String pid = run("pidof", "-s", "kubelet").stdout().strip();
    machine.programs().put(Component.KUBELET, NEW);
    assertThat(runningKubelet(pid)).isEqualTo("Kubernetes v1.29.4\n");
    Shells.run(shell, Systemctl.restart("kubelet"));
    assertThat(kubelet).containsExactly("start", "stop", "start");
    assertThat(run("bash", "-c", "exec -a kubelet \"$0\" --version", "/proc/" + pid + "/exe"))
        .matches(gone -> gone.exitCode() == 127);
    String next = run("pidof", "-s", "kubelet").stdout().strip();
    assertThat(runningKubelet(next)).isEqualTo("Kubernetes v1.30.4\n");
  }

  private String runningKubelet(String pid) {
    return run("bash", "-c", "exec -a kubelet \"$0\" --version", "/proc/" + pid + "/exe").stdout();
  }

  @Test
  void containers_are_found_by_name_the_newest_first_and_programs_run_in_them() {
    assertThat(Crictl.containerId(shell, "etcd")).isEmpty();
    String old = start("etcd");
    machine.containers().stop(machine.containers().running().get(0));
    String running = start("etcd");
    start("etcd-metrics");
    assertThat(Crictl.containerId(shell, "etcd")).contains(running);
    assertThat(run("crictl", "ps", "-a", "-o", "json").stdout()).contains(old, running);
    assertThat(Shells.run(shell, Crictl.exec(running, Duration.ofSeconds(20), "etcd", "--version")))
        .isEqualTo("etcd --version");
    assertThat(shell.run(Crictl.exec(old, Duration.ofSeconds(20), "etcd", "--version")).exitCode())
        .isEqualTo(1);
  }

  private String start(String name) {
    return machine
        .containers()
        .start(
            new ContainerSpec(
                "kube-system", name + "-cp-1", "uid", name, "image", List.of(), "172.30.2.11"))
        .id();
  }

  @Test
  void a_secret_goes_into_a_file_and_not_into_the_output() {
    CommandResult result =
        run(
            "sh",
            "-c",
            "umask 077; \"$@\" > /run/firedrill-secret",
            "sh",
            "kubeadm",
            "certs",
            "certificate-key");
    assertThat(result.succeeded()).isTrue();
    assertThat(result.stdout()).isEmpty();
    assertThat(shell.read("/run/firedrill-secret")).asString().matches("[0-9a-f]{64}\n");
  }

  @Test
  void installed_programs_say_their_versions() {
    assertThat(run("kubeadm", "version", "--output", "short").stdout()).isEqualTo("v1.29.4\n");
    assertThat(run("kubectl", "version", "--client", "--output", "yaml").stdout())
        .contains("gitVersion: v1.29.4");
    assertThat(run("df", "--block-size=1", "--output=avail", "/var/lib").stdout().strip())
        .startsWith("Avail")
        .matches("(?s)Avail\\s+\\d+");
    assertThat(run("pgrep", "-x", "-a", "kubeadm|etcdctl").exitCode()).isEqualTo(1);
  }

  @Test
  void kubectl_without_its_kubeconfig_says_so() {
    assertThat(
            run(
                    "kubectl",
                    "--kubeconfig",
                    "/etc/kubernetes/kubelet.conf",
                    "--namespace",
                    "kube-system",
                    "get",
                    "configmap",
                    "kubeadm-config",
                    "--output",
                    "name")
                .stderr())
        .isEqualTo("error: stat /etc/kubernetes/kubelet.conf: no such file or directory\n");
  }
}
