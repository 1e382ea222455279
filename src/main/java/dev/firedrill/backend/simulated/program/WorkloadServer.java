package dev.firedrill.backend.simulated.program;

import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Program;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Listener;
import dev.firedrill.backend.simulated.network.Network;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The workload's server, at its pod's address and port 8080. Told to end, it serves on for 8 s, in
 * which the service proxies learn that it goes.
 */
public final class WorkloadServer implements Program, Listener {

  /** Where it listens. */
  public static final int PORT = 8080;

  private static final Duration LAME_DUCK = Duration.ofSeconds(8);

  private static final Set<String> SERVED = Set.of("/", "/healthz", "/readyz");

  private final Network network;
  private final Machine machine;
  private final ContainerSpec spec;
  private final Address at;

  WorkloadServer(Network network, Machine machine, ContainerSpec spec) {
    this.network = network;
    this.machine = machine;
    this.spec = spec;
    this.at = new Address(spec.address(), PORT);
    network.listen(at, this);
  }

  /** The machine it runs on, without which it cannot be reached. */
  public Machine machine() {
    return machine;
  }

  /** Its pod's name. */
  public String pod() {
    return spec.pod();
  }

  @Override
  public void stop() {
    network.close(at, this);
  }

  @Override
  public Duration lingers() {
    return LAME_DUCK;
  }

  @Override
  public boolean ready(String path) {
    return SERVED.contains(path);
  }

  @Override
  public Output exec(List<String> argv) {
    return new Output(127, "", "not simulated: " + String.join(" ", argv) + "\n");
  }
}
