package dev.firedrill.backend.simulated.traffic;

import dev.firedrill.backend.simulated.network.Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The servers behind a load balancer, taken in turn. */
final class Servers {

  private final Map<Address, Health> health = new LinkedHashMap<>();
  private int turn;

  Servers(List<Address> addresses, int fall, int rise) {
    addresses.forEach(address -> health.put(address, new Health(fall, rise)));
  }

  /** Those that are up, the one whose turn it is first; the turn passes on. */
  List<Address> inTurn() {
    List<Address> up = new ArrayList<>(health.size());
    health.forEach(
        (address, seen) -> {
          if (seen.up()) {
            up.add(address);
          }
        });
    if (!up.isEmpty()) {
      Collections.rotate(up, -(turn % up.size()));
    }
    turn++;
    return up;
  }

  /** Checks each of them. */
  void check(Predicate<Address> succeeds) {
    health.forEach((address, seen) -> seen.checked(succeeds.test(address)));
  }
}
