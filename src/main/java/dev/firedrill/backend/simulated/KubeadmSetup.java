package dev.firedrill.backend.simulated;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.kubelet.Kubelet;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Places;
import dev.firedrill.backend.simulated.machine.SimulatedReleases;
import dev.firedrill.backend.simulated.machine.SimulatedReleases.Catalogue;
import dev.firedrill.backend.simulated.machine.Tool;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.program.Programs;
import java.util.Map;

/** Machines for kubeadm. */
final class KubeadmSetup implements Setup {

  private static final String KUBELET = "kubelet";

  @Override
  public Places places() {
    return Places.OF_KUBEADM;
  }

  @Override
  public Catalogue releases() {
    return SimulatedReleases.ofKubeadm();
  }

  @Override
  public Map<String, String> notSimulated() {
    return Map.of();
  }

  /** Every shell has kubeadm. */
  @Override
  public Map<String, Tool> tools(Simulation simulation, Network network) {
    return Map.of();
  }

  @Override
  public Maker maker(Simulation simulation, Network network, SimulatedClients clients) {
    Programs programs = NodePrograms.of(simulation, network, clients);
    return (name, address, version) -> {
      Machine machine = new Machine(name, address, simulation, programs);
      SimulatedReleases.prepare(machine, version);
      machine.units().install(KUBELET, new Kubelet(machine, simulation, network, clients));
      return machine;
    };
  }
}
