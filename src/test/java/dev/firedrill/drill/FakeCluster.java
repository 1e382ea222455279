package dev.firedrill.drill;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.EtcdAdmin;
import dev.firedrill.ports.KubernetesAccess;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.ReleaseSource;
import dev.firedrill.ports.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Machines on which no command is left running, and that answer nothing but what a test says. */
final class FakeCluster implements Cluster {

  final Map<String, Supplier<CommandResult>> answers = new HashMap<>();
  private final Topology topology;
  private final TimeSource time;
  private final List<String> events;

  FakeCluster(Topology topology, TimeSource time, List<String> events) {
    this.topology = topology;
    this.time = time;
    this.events = events;
  }

  static CommandResult result(int exitCode, String stdout) {
    return new CommandResult(exitCode, stdout, "", Duration.ZERO);
  }

  @Override
  public Topology topology() {
    return topology;
  }

  @Override
  public NodeShell shell(NodeName node) {
    return new NodeShell() {
      @Override
      public NodeName node() {
        return node;
      }

      @Override
      public CommandResult run(Command command) {
        String program = command.argv().get(0);
        events.add(program + " on " + node);
        return answers
            .getOrDefault(command.line(), () -> result(program.equals("pgrep") ? 1 : 127, ""))
            .get();
      }

      @Override
      public byte[] read(String path) {
        throw new UnsupportedOperationException("read " + path);
      }

      @Override
      public void write(String path, byte[] content, String mode) {
        throw new UnsupportedOperationException("write " + path);
      }
    };
  }

  @Override
  public KubernetesAccess kubernetes() {
    throw new UnsupportedOperationException("kubernetes");
  }

  @Override
  public EtcdAdmin etcd() {
    throw new UnsupportedOperationException("etcd");
  }

  @Override
  public ReleaseSource releases() {
    throw new UnsupportedOperationException("releases");
  }

  @Override
  public TimeSource time() {
    return time;
  }
}
