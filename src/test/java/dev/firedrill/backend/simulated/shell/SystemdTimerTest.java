package dev.firedrill.backend.simulated.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.CommandTime;
import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Timers on a machine without etcd, so that weeks pass at once. */
class SystemdTimerTest {

  private static final String RESOURCES = "/dev/firedrill/distribution/kubeadm/";
  private static final String COPIES = "/var/backups/firedrill/pki";

  private final Simulation simulation = new Simulation(1);
  private final Machine machine =
      new Machine(
          new NodeName("cp-1"),
          "172.30.2.11",
          simulation,
          (on, container, end) -> {
            throw new IllegalStateException("no containers here");
          });

  @BeforeEach
  void install() {
    machine.files().write("/usr/local/lib/firedrill/scheduled-backup", script());
    for (String unit : List.of("firedrill-pki-backup", "firedrill-etcd-backup")) {
      for (String file : List.of(unit + ".service", unit + ".timer")) {
        machine.files().write("/etc/systemd/system/" + file, resource(file));
      }
    }
    for (String file : List.of("ca.crt", "ca.key", "sa.key")) {
      machine.files().write("/etc/kubernetes/pki/" + file, file);
    }
    assertThat(systemctl("daemon-reload").exitCode()).isZero();
    assertThat(
            systemctl(
                    "enable", "--now", "firedrill-pki-backup.timer", "firedrill-etcd-backup.timer")
                .exitCode())
        .isZero();
  }

  private static byte[] script() {
    return resource("scheduled-backup.sh");
  }

  private static byte[] resource(String name) {
    try (InputStream stream = SystemdTimerTest.class.getResourceAsStream(RESOURCES + name)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Output systemctl(String... words) {
    return new Systemctl(simulation)
        .run(
            new Invocation(
                machine,
                java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("systemctl"), java.util.Arrays.stream(words))
                    .toList(),
                new CommandTime(
                    simulation, machine, simulation.now().plus(Duration.ofMinutes(1)))));
  }

  private List<String> copies() {
    return machine.files().below(COPIES).stream().filter(file -> file.endsWith(".tar.gz")).toList();
  }

  @Test
  void the_script_is_the_one_that_is_followed_here() {
    assertThat(Sha256.hex(script()))
        .as("the script was changed: see what ScheduledBackup has to do now, then its digest")
        .isEqualTo(ScheduledBackup.SCRIPT_DIGEST);
    machine.files().write("/usr/local/lib/firedrill/scheduled-backup", "#!/bin/sh\nexit 0\n");
    assertThat(systemctl("start", "firedrill-pki-backup.service").stderr())
        .contains("not simulated: /bin/sh /usr/local/lib/firedrill/scheduled-backup pki");
  }

  @Test
  void daily_copies_are_kept_for_seven_days() {
    simulation.sleep(Duration.ofDays(20));
    assertThat(copies()).hasSizeBetween(7, 8);
    String newest = machine.files().text(COPIES + "/newest").orElseThrow();
    assertThat(newest).contains(copies().get(copies().size() - 1));
  }

  @Test
  void the_newest_verified_copy_stays_however_old_it_gets() {
    simulation.sleep(Duration.ofDays(2));
    List<String> before = copies();
    machine.files().delete("/etc/kubernetes/pki/ca.key");
    simulation.sleep(Duration.ofDays(30));
    assertThat(copies()).containsExactly(before.get(before.size() - 1));
    assertThat(machine.files().text(COPIES + "/last-run").orElseThrow())
        .startsWith("failed ")
        .contains("missing or empty");
  }

  @Test
  void where_nothing_can_be_written_no_earlier_run_counts_as_the_newest() {
    simulation.sleep(Duration.ofDays(1));
    assertThat(machine.files().text(COPIES + "/last-run").orElseThrow()).startsWith("ok ");
    machine.disk().full(true);
    assertThat(systemctl("start", "firedrill-pki-backup.service").exitCode()).isEqualTo(1);
    assertThat(machine.files().exists(COPIES + "/last-run")).isFalse();
    machine.disk().full(false);
    simulation.sleep(Duration.ofDays(1));
    assertThat(machine.files().text(COPIES + "/last-run").orElseThrow()).startsWith("ok ");
  }

  @Test
  void without_etcd_a_run_says_so_and_a_machine_without_power_has_no_runs() {
    simulation.sleep(Duration.ofMinutes(61));
    String last = "/var/backups/firedrill/etcd/last-run";
    assertThat(machine.files().text(last).orElseThrow()).contains("no running etcd container");
    machine.files().delete(last);
    machine.crash();
    simulation.sleep(Duration.ofHours(3));
    assertThat(machine.files().exists(last)).isFalse();
    machine.restart();
    simulation.sleep(Duration.ofHours(1));
    assertThat(machine.files().exists(last)).isTrue();
    assertThat(
            systemctl("list-timers", "--all", "--no-pager", "firedrill-etcd-backup.timer").stdout())
        .contains("firedrill-etcd-backup.service")
        .contains("1 timers listed.");
    assertThat(systemctl("enable", "--now", "other.timer").stderr()).contains("does not exist");
  }
}
