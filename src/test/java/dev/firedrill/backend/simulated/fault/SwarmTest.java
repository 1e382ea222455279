package dev.firedrill.backend.simulated.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.model.FaultKind;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Schedule;
import dev.firedrill.model.ScheduledFault;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.scenario.TopologyFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SwarmTest {

  private static final Topology HA = TopologyFile.read(Path.of("clusters/ha.yaml"));
  private static final Topology SINGLE = TopologyFile.read(Path.of("clusters/single.yaml"));
  private static final List<String> STEPS = List.of("before-01-preflight", "change-01-drain-cp-1");

  private static List<Schedule> thousand(Topology topology) {
    return LongStream.range(0, 1000)
        .mapToObj(seed -> Swarm.draw(new Seed(seed), topology, STEPS))
        .toList();
  }

  @Test
  void the_same_seed_has_the_same_schedule() {
    assertThat(thousand(HA)).isEqualTo(thousand(HA)).doesNotHaveDuplicates();
  }

  @Test
  void a_seed_has_one_to_six_faults_of_its_own_few_kinds_each_bounded() {
    assertThat(thousand(HA))
        .allSatisfy(schedule -> assertThat(schedule.faults()).hasSizeBetween(1, 6))
        .flatExtracting(Schedule::faults)
        .allSatisfy(
            fault -> {
              assertThat(fault.lasts()).isBetween(Duration.ofMillis(500), Duration.ofMinutes(1));
              assertThat(fault.after()).isLessThan(Duration.ofMinutes(2));
              assertThat(STEPS).contains(fault.step());
            });
    Set<FaultKind> kinds =
        thousand(HA).stream()
            .flatMap(schedule -> schedule.faults().stream())
            .map(ScheduledFault::kind)
            .collect(Collectors.toSet());
    assertThat(kinds).containsExactlyInAnyOrder(FaultKind.values());
    assertThat(thousand(HA))
        .anySatisfy(
            schedule ->
                assertThat(schedule.faults().stream().map(ScheduledFault::kind).distinct())
                    .hasSizeLessThan(schedule.faults().size()));
  }

  @Test
  void only_what_the_cluster_has_is_struck() {
    List<String> nodes = SINGLE.nodes().stream().map(NodeName::value).toList();
    assertThat(thousand(SINGLE))
        .flatExtracting(Schedule::faults)
        .allSatisfy(fault -> assertThat(nodes).containsAll(fault.hosts()));
    assertThat(thousand(HA))
        .flatExtracting(Schedule::faults)
        .anySatisfy(fault -> assertThat(fault.hosts()).contains(ScheduledFault.LOAD_BALANCER));
  }
}
