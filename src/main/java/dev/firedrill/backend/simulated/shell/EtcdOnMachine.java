package dev.firedrill.backend.simulated.shell;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Tool;
import dev.firedrill.backend.simulated.network.Network;

/** etcdctl and etcdutl on a machine's own disk, as k3s's machines have them. */
final class EtcdOnMachine implements Tool {

  private static final String FOLDER = "/usr/local/bin/";
  private static final String VERSION = "3.5.12";

  private final Simulation simulation;
  private final Network network;
  private final Etcdutl restoring = new Etcdutl(FOLDER + "etcdutl");

  EtcdOnMachine(Simulation simulation, Network network) {
    this.simulation = simulation;
    this.network = network;
  }

  @Override
  public Output run(Invocation invocation) {
    String program = invocation.argument(0);
    if (!invocation.machine().files().exists(FOLDER + program)) {
      return new Output(127, "", "sh: " + program + ": not found\n");
    }
    return program.equals("etcdutl")
        ? restoring.run(invocation)
        : new EtcdTools(simulation, network, invocation.machine(), VERSION).exec(invocation.argv());
  }
}
