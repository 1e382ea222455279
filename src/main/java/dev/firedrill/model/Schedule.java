package dev.firedrill.model;

import java.util.List;

/**
 * Everything about a simulated drill that is left to chance: the seed, from which the simulation
 * draws, and the faults, which are not drawn from it any more. Equal schedules of one scenario give
 * equal traces.
 *
 * @param seed where the simulation's choices come from
 * @param faults what strikes, in any order
 */
public record Schedule(Seed seed, List<ScheduledFault> faults) {

  /** Copies the list. */
  public Schedule {
    faults = List.copyOf(faults);
  }

  /** The same seed with other faults. */
  public Schedule with(List<ScheduledFault> others) {
    return new Schedule(seed, others);
  }
}
