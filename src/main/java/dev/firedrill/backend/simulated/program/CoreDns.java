package dev.firedrill.backend.simulated.program;

import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Program;
import java.time.Duration;
import java.util.List;

/** A CoreDNS; told to end, it answers for 5 s more, as kubeadm configures it. */
final class CoreDns implements Program {

  private static final Duration LAME_DUCK = Duration.ofSeconds(5);

  private final NameService names;
  private final Machine machine;

  CoreDns(NameService names, Machine machine) {
    this.names = names;
    this.machine = machine;
    names.begin(machine);
  }

  @Override
  public void stop() {
    names.end(machine);
  }

  @Override
  public Duration lingers() {
    return LAME_DUCK;
  }

  @Override
  public Output exec(List<String> argv) {
    return new Output(127, "", "not simulated: " + String.join(" ", argv) + "\n");
  }
}
