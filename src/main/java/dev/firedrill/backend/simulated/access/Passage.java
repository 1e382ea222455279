package dev.firedrill.backend.simulated.access;

import dev.firedrill.backend.simulated.kernel.Simulation;
import java.time.Duration;

/** The time that calls take: none in an event, where everything happens at one moment. */
final class Passage {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMillis(4);

  private final Simulation simulation;

  Passage(Simulation simulation) {
    this.simulation = simulation;
  }

  /** A message gets from here to there. */
  void message() {
    if (!simulation.inEvent()) {
      simulation.sleep(simulation.chance().between(SHORTEST, LONGEST));
    }
  }

  /** Somebody waits in vain. */
  void waiting(Duration limit) {
    if (!simulation.inEvent()) {
      simulation.sleep(limit);
    }
  }
}
