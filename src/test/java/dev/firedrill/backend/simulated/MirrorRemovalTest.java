package dev.firedrill.backend.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.tools.Crictl;
import dev.firedrill.tools.Shells;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How long etcd's manifest lies there, given back, before a simulated kubelet starts etcd. */
class MirrorRemovalTest {

  private static final Version VERSION = Version.parse("v1.29.4");
  private static final NodeName NODE = new NodeName("cp-1");
  private static final String MANIFESTS = "/etc/kubernetes/manifests/";
  private static final Duration AWAY = Duration.ofSeconds(75);
  private static final Duration ANSWER = Duration.ofSeconds(34);
  private static final Duration AT_ONCE = Duration.ofSeconds(3);

  private static Duration untilStarted(long seed, Duration away, String... components) {
    Simulation simulation = new Simulation(seed);
    Topology topology = TopologyFile.read(Path.of("clusters/single.yaml"));
    SimulatedCluster cluster = new SimulatedCluster(topology, VERSION, simulation);
    NodeShell shell = cluster.shell(NODE);
    new KubeadmDistribution().bootstrap().initialise(shell, topology, VERSION);
    simulation.sleep(Duration.ofSeconds(10));
    Map<String, byte[]> manifests = new HashMap<>();
    for (String component : List.of(components)) {
      String file = MANIFESTS + component + ".yaml";
      manifests.put(file, shell.read(file));
      shell.run(Shells.remove(file));
    }
    simulation.sleep(away);
    manifests.forEach((file, manifest) -> shell.write(file, manifest, "0600"));
    Instant back = simulation.now();
    assertThat(
            simulation.await(
                () -> {
                  simulation.sleep(Duration.ofMillis(200));
                  return Crictl.containerId(shell, "etcd").isPresent();
                },
                Duration.ofMinutes(10)))
        .as("etcd runs again")
        .isTrue();
    return Duration.between(back, simulation.now());
  }

  @Test
  void beside_an_api_server_that_runs_on_etcd_is_started_by_chance_and_within_minutes() {
    List<Duration> waits =
        LongStream.rangeClosed(1, 6)
            .mapToObj(seed -> untilStarted(seed, AWAY, "etcd"))
            .sorted()
            .toList();
    assertThat(waits.get(0)).isGreaterThan(AT_ONCE);
    assertThat(waits.get(5)).isGreaterThan(ANSWER);
  }

  @Test
  void with_the_api_server_away_too_it_is_started_at_once() {
    assertThat(untilStarted(1, AWAY, "etcd", "kube-apiserver")).isLessThan(AT_ONCE);
  }
}
