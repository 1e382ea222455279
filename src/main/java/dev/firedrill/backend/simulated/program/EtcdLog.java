package dev.firedrill.backend.simulated.program;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Machine;

/** What an etcd writes into its log: JSON, a line for each thing that happens. */
final class EtcdLog {

  private final Simulation simulation;
  private final Machine machine;
  private final String file;

  EtcdLog(Simulation simulation, Machine machine, ContainerSpec spec) {
    this.simulation = simulation;
    this.machine = machine;
    this.file = spec.logFile();
  }

  void starting(String version, ContainerSpec spec) {
    line("info", "etcdmain/etcd.go:73", "Running: " + String.join(" ", spec.command()));
    line("info", "embed/etcd.go:310", "starting an etcd server of version " + version);
    line("info", "membership/store.go:119", "opened its data directory");
  }

  void ended(String why) {
    line("fatal", "etcdmain/etcd.go:204", "discovery or start failed: " + why);
  }

  private void line(String level, String caller, String message) {
    String before = machine.files().text(file).orElse("");
    machine
        .files()
        .write(
            file,
            before
                + "{\"level\":\"%s\",\"ts\":\"%s\",\"caller\":\"%s\",\"msg\":\"%s\"}\n"
                    .formatted(level, simulation.now(), caller, message.replace("\"", "'")));
  }
}
