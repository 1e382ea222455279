package dev.firedrill.backend.simulated;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Places;
import dev.firedrill.backend.simulated.machine.SimulatedReleases.Catalogue;
import dev.firedrill.backend.simulated.machine.Tool;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import java.util.Map;

/** How the machines of a simulated cluster come, by the distribution that they are for. */
public interface Setup {

  /** With kubeadm's programs, a kubelet and a pod network's manifest. */
  Setup KUBEADM = new KubeadmSetup();

  /** With k3s, laid out as its installer does it. */
  Setup K3S = new K3sSetup();

  /** Where programs keep what others read. */
  Places places();

  /** Which releases there are. */
  Catalogue releases();

  /** Steps and faults that need what is not simulated, each with the reason. */
  Map<String, String> notSimulated();

  /** Programs of its own, by the name that they are called by. */
  Map<String, Tool> tools(Simulation simulation, Network network);

  /** Whoever makes the machines of one cluster. */
  Maker maker(Simulation simulation, Network network, SimulatedClients clients);

  /** Makes machines of one cluster. */
  @FunctionalInterface
  interface Maker {

    /** A machine as it comes with the node image of that version. */
    Machine make(NodeName name, String address, Version version);
  }
}
