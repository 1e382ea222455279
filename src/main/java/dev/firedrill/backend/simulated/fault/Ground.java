package dev.firedrill.backend.simulated.fault;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.ScheduledFault;
import dev.firedrill.model.Topology;
import java.util.function.Function;

/**
 * What faults work on.
 *
 * @param simulation its time
 * @param network its network
 * @param topology its machines and addresses
 * @param machines finds a machine of the topology
 */
public record Ground(
    Simulation simulation,
    Network network,
    Topology topology,
    Function<NodeName, Machine> machines) {

  Machine machine(String host) {
    return machines.apply(new NodeName(host));
  }

  /** The address of a machine, or of the load balancer. */
  String address(String host) {
    return host.equals(ScheduledFault.LOAD_BALANCER)
        ? topology.loadBalancer()
        : topology.machine(new NodeName(host)).address();
  }
}
