package dev.firedrill.backend.simulated.fault;

import dev.firedrill.model.ScheduledFault;
import java.util.Optional;

/** How a kind of fault strikes. */
@FunctionalInterface
interface Strike {

  /** Gives back what a fault has taken. */
  interface Healing {

    /** Nothing has to be given back. */
    Healing BY_ITSELF = () -> {};

    void heal();
  }

  /**
   * Strikes; in an event.
   *
   * @return how it is healed; nothing where there was nothing to be struck
   */
  Optional<Healing> strike(ScheduledFault fault, Ground ground);
}
