package dev.firedrill.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.model.Arguments;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Replaceable;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.tools.NodeClock;
import dev.firedrill.waiting.Sight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SkewClockTest {

  private static final NodeName WORKER = new NodeName("worker-1");
  private static final Duration HOURS = Duration.ofHours(2);

  private final SimulatedCluster cluster =
      new SimulatedCluster(
          TopologyFile.read(Path.of("clusters/single.yaml")),
          Version.parse("v1.29.4"),
          new Simulation(2));
  private final FaultContext context =
      new FaultContext(
          cluster,
          new KubeadmDistribution(),
          cluster::shell,
          new Seed(2),
          BackupSet.unencrypted(Path.of("none")));
  private final Fault fault = skew(Map.of("behind", HOURS));

  private static Fault skew(Map<String, Object> given) {
    Map<String, Object> arguments = new HashMap<>(given);
    arguments.put("node", WORKER);
    return FaultVocabulary.find("skew-clock")
        .orElseThrow()
        .create()
        .apply(new Arguments(arguments));
  }

  private boolean isThere() {
    return fault.confirmation(context).look().get() instanceof Sight.Holds;
  }

  private Duration ahead() {
    return NodeClock.read(cluster.shell(WORKER), cluster.time()).ahead();
  }

  @Test
  void it_is_seen_on_the_machine_and_healed_as_often_as_one_likes() {
    assertThat(isThere()).isFalse();
    fault.inject(context);
    fault.inject(context);
    assertThat(isThere()).isTrue();
    assertThat(ahead()).isBetween(HOURS.negated().minusMillis(50), HOURS.negated().plusMillis(50));
    assertThat(fault.heal(context)).isEqualTo("the clock of machine worker-1 is right");
    fault.heal(context);
    assertThat(isThere()).isFalse();
    assertThat(ahead()).isLessThan(Duration.ofMillis(50));
  }

  /** What was asked for and is not seen is no fault. */
  @Test
  void a_clock_that_somebody_has_set_right_is_not_wrong() {
    fault.inject(context);
    cluster.shell(WORKER).run(NodeClock.set(cluster.time().now()));
    assertThat(fault.confirmation(context).look().get())
        .isInstanceOfSatisfying(
            Sight.NotYet.class, sight -> assertThat(sight.seen()).startsWith("it is "));
  }

  @Test
  void a_machine_that_is_made_anew_in_its_place_has_it_too() {
    Replaceable machines = cluster.capability(Replaceable.class).orElseThrow();
    machines.destroy(WORKER);
    assertThat(isThere()).isFalse();
    fault.inject(context);
    assertThat(isThere()).isTrue();
    machines.create(WORKER);
    assertThat(isThere()).isTrue();
    assertThat(ahead()).isNegative();
  }

  @Test
  void it_is_either_ahead_or_behind() {
    for (Map<String, Object> given :
        List.<Map<String, Object>>of(
            Map.of(), Map.of("ahead", HOURS, "behind", HOURS), Map.of("ahead", Duration.ZERO))) {
      assertThatThrownBy(() -> skew(given))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("either \"ahead\" or \"behind\"");
    }
    assertThat(skew(Map.of("ahead", HOURS)).changes(cluster.topology(), new Seed(1)))
        .containsExactly("the clock of machine worker-1 is 2 h ahead");
  }
}
