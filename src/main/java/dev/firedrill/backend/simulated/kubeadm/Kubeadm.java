package dev.firedrill.backend.simulated.kubeadm;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Tool;
import dev.firedrill.backend.simulated.network.Network;

/** kubeadm as installed on a machine. */
public final class Kubeadm implements Tool {

  /** kubeadm of whichever machine runs it. */
  public Kubeadm(Simulation simulation, Network network, SimulatedClients clients) {}

  @Override
  public Output run(Invocation invocation) {
    return new Output(127, "", "not simulated: " + invocation.line() + "\n");
  }
}
