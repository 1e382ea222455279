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
import dev.firedrill.backend.simulated.shell.SimulatedShell;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Machines for k3s. */
final class K3sSetup implements Setup {

  private static final List<String> CERTIFICATES =
      List.of(
          "age-certificates",
          "check-certificates",
          "expire-certificates",
          "refresh-kubeconfigs",
          "renew-certificates",
          "renew-kubelet-certificate",
          "restart-static-pods");

  private static final String NOT_YET =
      "the simulation of k3s rotates no certificates yet, and nobody can ask what is served";

  @Override
  public Places places() {
    return Installation.PLACES;
  }

  @Override
  public Catalogue releases() {
    return Installation.releases();
  }

  @Override
  public List<String> services() {
    return Installation.UNITS;
  }

  @Override
  public Map<String, String> notSimulated() {
    Map<String, String> reasons = new TreeMap<>();
    CERTIFICATES.forEach(keyword -> reasons.put(keyword, NOT_YET));
    reasons.put(
        "skew-clock", "the simulation of k3s verifies no server when one joins, by whatever clock");
    return reasons;
  }

  @Override
  public Map<String, Tool> tools(Simulation simulation, Network network) {
    return Map.of(
        Installation.PROGRAM,
        new K3s(),
        SimulatedShell.OF_PROCESS,
        K3s::ofProcess,
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
