package dev.firedrill.backend.simulated.fault;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.ScheduledFault;
import dev.firedrill.model.Topology;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What faults work on.
 *
 * @param simulation its time
 * @param network its network
 * @param topology its machines and addresses
 * @param machines finds a machine of the topology, where it was not destroyed
 * @param stands true of a machine that nobody has taken the power or the network from, and that is
 *     the one there is of its name
 */
public record Ground(
    Simulation simulation,
    Network network,
    Topology topology,
    Function<NodeName, Optional<Machine>> machines,
    Predicate<Machine> stands) {

  Optional<Machine> machine(String host) {
    return machines.apply(new NodeName(host));
  }

  /** False of one that was destroyed; another may stand in its place. */
  boolean isThere(Machine machine) {
    return machines.apply(machine.name()).filter(found -> found == machine).isPresent();
  }

  /** Lets a machine answer again, unless somebody else keeps it from that. */
  void bringBack(Machine machine) {
    if (stands.test(machine)) {
      network.bringBack(machine.address());
      machine.restart();
    }
  }

  /** The address of a machine, or of the load balancer. */
  String address(String host) {
    return host.equals(ScheduledFault.LOAD_BALANCER)
        ? topology.loadBalancer()
        : topology.machine(new NodeName(host)).address();
  }
}
