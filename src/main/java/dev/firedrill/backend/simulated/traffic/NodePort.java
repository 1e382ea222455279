package dev.firedrill.backend.simulated.traffic;

import dev.firedrill.backend.simulated.kernel.Chance;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Listener;
import java.util.List;
import java.util.Optional;

/** A port of a node whose connections a service proxy's rules send to pods. */
final class NodePort implements Listener {

  private final Chance chance;
  private List<Address> endpoints = List.of();

  NodePort(Chance chance) {
    this.chance = chance;
  }

  /** Where the next connection goes; nothing where the rules refuse it for want of an endpoint. */
  Optional<Address> choose() {
    return endpoints.isEmpty() ? Optional.empty() : Optional.of(chance.of(endpoints));
  }

  void endpoints(List<Address> current) {
    endpoints = List.copyOf(current);
  }
}
