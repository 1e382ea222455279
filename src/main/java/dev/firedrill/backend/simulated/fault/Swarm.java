package dev.firedrill.backend.simulated.fault;

import dev.firedrill.model.FaultKind;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Schedule;
import dev.firedrill.model.ScheduledFault;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Draws a schedule from a seed, up front and apart from the simulation's own draws. Each seed has
 * its own few kinds of faults, so that a kind that hides what others bring about does not do so in
 * every seed (Groce and others, "Swarm Testing", ISSTA 2012).
 */
public final class Swarm {

  private static final int MOST_FAULTS = 6;
  private static final int SHORTEST_MILLIS = 1_000;
  private static final int LONGEST_MILLIS = 60_000;

  /** Where in a step, in milliseconds from its beginning; long steps take minutes. */
  private static final List<Integer> WITHIN = List.of(1, 500, 5_000, 20_000, 60_000, 120_000);

  private final Random random;
  private final Topology topology;
  private final List<String> steps;

  private Swarm(Seed seed, Topology topology, List<String> steps) {
    // Not the very numbers that the simulation draws.
    this.random = new Random(~seed.value());
    this.topology = topology;
    this.steps = steps;
  }

  /**
   * The schedule of a seed: one to six faults.
   *
   * @param steps the ids of the steps in which faults may strike
   */
  public static Schedule draw(Seed seed, Topology topology, List<String> steps) {
    return new Schedule(seed, new Swarm(seed, topology, steps).faults());
  }

  private List<ScheduledFault> faults() {
    List<FaultKind> kinds = kinds();
    int count = steps.isEmpty() ? 0 : 1 + random.nextInt(MOST_FAULTS);
    List<ScheduledFault> faults = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FaultKind kind = of(kinds);
      faults.add(new ScheduledFault(kind, hosts(kind), of(steps), within(), length()));
    }
    return faults;
  }

  private List<FaultKind> kinds() {
    List<FaultKind> possible = new ArrayList<>(List.of(FaultKind.values()));
    List<FaultKind> chosen = new ArrayList<>();
    for (FaultKind kind : possible) {
      if (random.nextInt(3) == 0) {
        chosen.add(kind);
      }
    }
    return chosen.isEmpty() ? List.of(of(possible)) : chosen;
  }

  private List<String> hosts(FaultKind kind) {
    return switch (kind.where()) {
      case NODE -> List.of(of(topology.nodes()).value());
      case CONTROL_PLANE -> List.of(of(topology.controlPlanes()).value());
      case BETWEEN -> pair();
      case HARNESS -> List.of();
    };
  }

  private List<String> pair() {
    List<String> hosts = new ArrayList<>(topology.nodes().stream().map(NodeName::value).toList());
    if (!topology.loadBalancer().isEmpty()) {
      hosts.add(ScheduledFault.LOAD_BALANCER);
    }
    String one = hosts.remove(random.nextInt(hosts.size()));
    return List.of(one, of(hosts));
  }

  private Duration within() {
    return Duration.ofMillis(random.nextInt(of(WITHIN)));
  }

  private Duration length() {
    int longest = SHORTEST_MILLIS << random.nextInt(7);
    return Duration.ofMillis(Math.min(LONGEST_MILLIS, longest / 2 + random.nextInt(longest)));
  }

  private <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
