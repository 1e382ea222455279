package dev.firedrill.backend.simulated.fault;

import dev.firedrill.model.ScheduledFault;
import java.util.Optional;

/** Faults of the network between two hosts. */
final class NetworkStrikes {

  private static final int ONE_IN = 3;

  private NetworkStrikes() {}

  static Optional<Strike.Healing> partition(ScheduledFault fault, Ground ground) {
    String one = ground.address(fault.hosts().get(0));
    String other = ground.address(fault.hosts().get(1));
    ground.network().cut(one, other);
    return Optional.of(() -> ground.network().heal(one, other));
  }

  static Optional<Strike.Healing> losePackets(ScheduledFault fault, Ground ground) {
    String one = ground.address(fault.hosts().get(0));
    String other = ground.address(fault.hosts().get(1));
    ground.network().lose(one, other, () -> ground.simulation().chance().below(ONE_IN) == 0);
    return Optional.of(() -> ground.network().loseNothing(one, other));
  }
}
