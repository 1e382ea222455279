package dev.firedrill.backend.simulated;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.k3s.ClusterReset;
import dev.firedrill.backend.simulated.k3s.Installation;
import dev.firedrill.backend.simulated.k3s.K3s;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Places;
import dev.firedrill.backend.simulated.machine.SimulatedReleases.Catalogue;
import dev.firedrill.backend.simulated.machine.Tool;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.program.Programs;
import dev.firedrill.backend.simulated.shell.OpenSsl;
import dev.firedrill.backend.simulated.shell.SimulatedShell;
import java.util.Map;

/** Machines for k3s. */
final class K3sSetup implements Setup {

  @Override
  public Places places() {
    return Installation.PLACES;
  }

  @Override
  public Catalogue releases() {
    return Installation.releases();
  }

  @Override
  public Map<String, String> notSimulated() {
    return Map.of(
        "skew-clock", "the simulation of k3s verifies no server when one joins, by whatever clock");
  }

  @Override
  public Map<String, Tool> tools(Simulation simulation, Network network) {
    return Map.of(
        Installation.PROGRAM,
        new K3s(),
        SimulatedShell.OF_PROCESS,
        K3s::ofProcess,
        "crictl",
        K3s.askingContainerd(SimulatedShell.CRICTL),
        "openssl",
        new OpenSsl(network),
        "systemd-run",
        new ClusterReset(simulation, network));
  }

  @Override
  public Maker maker(Simulation simulation, Network network, SimulatedClients clients) {
    Programs programs = Programs.of(simulation, network, clients);
    Installation installation = new Installation(simulation, network, clients);
    return (name, address, version) -> {
      Machine machine = new Machine(name, address, simulation, programs, Installation.PLACES);
      installation.install(machine, version);
      return machine;
    };
  }
}
