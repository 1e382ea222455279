package dev.firedrill.backend.simulated;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.program.Programs;
import dev.firedrill.backend.simulated.traffic.KubeProxy;
import dev.firedrill.backend.simulated.traffic.NodeServiceView;
import dev.firedrill.backend.simulated.traffic.ServiceRules;

/** What the images of a node run. */
final class NodePrograms {

  private NodePrograms() {}

  static Programs of(Simulation simulation, Network network, SimulatedClients clients) {
    Programs programs = Programs.of(simulation, network, clients);
    ServiceRules rules = new ServiceRules(network, simulation.chance());
    programs.register(
        "kube-proxy",
        (machine, container, ended) ->
            new KubeProxy(
                simulation,
                machine,
                network,
                container,
                rules,
                new NodeServiceView(machine, network, clients)));
    return programs;
  }
}
