package dev.firedrill.backend.simulated.program;

import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Program;
import java.time.Duration;
import java.util.List;

/**
 * A program that says its version as those of Kubernetes do.
 *
 * @param program what runs
 * @param name by which it is called
 * @param version the version of its image
 */
record Versioned(Program program, String name, String version) implements Program {

  @Override
  public void stop() {
    program.stop();
  }

  @Override
  public void kill() {
    program.kill();
  }

  @Override
  public Duration lingers() {
    return program.lingers();
  }

  @Override
  public boolean ready() {
    return program.ready();
  }

  @Override
  public boolean ready(String path) {
    return program.ready(path);
  }

  @Override
  public Output exec(List<String> argv) {
    return name.startsWith("kube-") && argv.equals(List.of(name, "--version"))
        ? Output.printed("Kubernetes " + version + "\n")
        : program.exec(argv);
  }
}
