package dev.firedrill.backend.simulated.program;

import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Program;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.shell.EtcdTools;
import java.util.List;
import java.util.function.Consumer;

/**
 * A container's etcd, with etcdctl and etcdutl beside it.
 *
 * @param member what it runs
 * @param tools what can be run in it
 */
record EtcdProgram(EtcdMember member, EtcdTools tools) implements Program {

  static Program start(
      Simulation simulation,
      Network network,
      Machine machine,
      ContainerSpec spec,
      Consumer<String> ended) {
    String version = Programs.tag(spec.image()).replaceAll("-.*", "");
    EtcdLog log = new EtcdLog(simulation, machine, spec);
    log.starting(version, spec);
    Consumer<String> end =
        why -> {
          log.ended(why);
          ended.accept(why);
        };
    EtcdMember member = new EtcdMember(simulation, network, machine, version, spec.command(), end);
    member.start();
    return new EtcdProgram(member, new EtcdTools(simulation, network, machine, version));
  }

  @Override
  public void stop() {
    member.stop();
  }

  @Override
  public void kill() {
    member.kill();
  }

  @Override
  public Output exec(List<String> argv) {
    return tools.exec(argv);
  }
}
