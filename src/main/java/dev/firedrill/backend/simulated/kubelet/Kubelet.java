package dev.firedrill.backend.simulated.kubelet;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Unit;
import dev.firedrill.backend.simulated.network.Network;

/**
 * The kubelet of a machine, to be installed as its unit {@code kubelet}. Started, it runs at the
 * version installed on the machine at that moment; without its configuration it does nothing.
 */
public final class Kubelet implements Unit {

  /** The kubelet of that machine. */
  public Kubelet(
      Machine machine, Simulation simulation, Network network, SimulatedClients clients) {}

  @Override
  public void start() {}

  @Override
  public void stop() {}
}
