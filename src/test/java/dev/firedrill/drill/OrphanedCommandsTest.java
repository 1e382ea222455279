package dev.firedrill.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.waiting.WaitedInVain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrphanedCommandsTest {

  private static final List<String> PROGRAMS = new KubeadmDistribution().inventory().programs();
  private static final String LOOK = "pgrep -x -a kubeadm|etcdctl|etcdutl|ctr|crictl";

  private final VirtualTime time = new VirtualTime();
  private final List<String> events = new ArrayList<>();
  private final FakeCluster cluster = new FakeCluster(World.topology(), time, events);

  @Test
  void a_command_that_was_left_running_is_waited_for() {
    Instant start = time.now();
    cluster.answers.put(
        LOOK,
        () ->
            Duration.between(start, time.now()).compareTo(Duration.ofSeconds(40)) < 0
                ? FakeCluster.result(0, "4711 kubeadm upgrade apply v1.30.4")
                : FakeCluster.result(1, ""));
    new OrphanedCommands(cluster, PROGRAMS, false).await();
    assertThat(Duration.between(start, time.now()))
        .isBetween(Duration.ofSeconds(40), Duration.ofSeconds(41));
  }

  @Test
  void one_that_never_ends_is_named() {
    cluster.answers.put(LOOK, () -> FakeCluster.result(0, "4711 kubeadm upgrade apply v1.30.4"));
    assertThatThrownBy(() -> new OrphanedCommands(cluster, PROGRAMS, false).await())
        .isInstanceOf(WaitedInVain.class)
        .hasMessageContaining("node cp-1")
        .hasMessageContaining("4711 kubeadm upgrade apply");
  }

  @Test
  void a_look_that_fails_is_not_taken_for_an_empty_one() {
    cluster.answers.put(LOOK, () -> FakeCluster.result(127, "no pgrep here"));
    assertThatThrownBy(() -> new OrphanedCommands(cluster, PROGRAMS, false).await())
        .hasMessageContaining("no pgrep here");
  }

  @Test
  void a_machine_that_the_fault_took_away_is_not_waited_for() {
    cluster.answers.put(
        LOOK,
        () -> {
          throw new NodeUnreachable(
              new NodeName("cp-1"), "looking", "no power", new IllegalStateException("off"));
        });
    new OrphanedCommands(cluster, PROGRAMS, true).await();
    assertThatThrownBy(() -> new OrphanedCommands(cluster, PROGRAMS, false).await())
        .isInstanceOf(WaitedInVain.class)
        .hasMessageContaining("node cp-1");
  }
}
