package dev.firedrill.backend.simulated.program;

import dev.firedrill.backend.simulated.api.ApiServer;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Program;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.model.Version;
import java.util.List;
import java.util.function.Consumer;

/**
 * A container's kube-apiserver.
 *
 * @param server what it runs
 */
record ApiServerProgram(ApiServer server) implements Program {

  static Program start(
      Simulation simulation,
      Network network,
      Machine machine,
      ContainerSpec spec,
      Consumer<String> ended) {
    Version version = Version.parse(Programs.tag(spec.image()));
    ApiServer server = new ApiServer(simulation, network, machine, version, spec.command(), ended);
    server.start();
    return new ApiServerProgram(server);
  }

  @Override
  public void stop() {
    server.stop();
  }

  @Override
  public boolean ready() {
    return server.ready();
  }

  @Override
  public Output exec(List<String> argv) {
    return new Output(127, "", "not simulated: " + String.join(" ", argv) + "\n");
  }
}
