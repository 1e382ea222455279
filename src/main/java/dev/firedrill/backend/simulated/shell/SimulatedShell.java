package dev.firedrill.backend.simulated.shell;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.CommandTime;
import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Tool;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.FileNotAccessible;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.NodeUnreachable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The way to a simulated machine. Commands are interpreted by their argument vector and take about
 * as long as the real ones; an argument vector that nobody knows ends with exit code 127 and {@code
 * not simulated:}.
 */
public final class SimulatedShell implements NodeShell {

  /** What the program behind any running process is known as, whatever its number. */
  public static final String OF_PROCESS = "/proc/PID/exe";

  /** crictl, for distributions whose containerd is not always there. */
  public static final Tool CRICTL = new Crictl();

  private static final Duration FILE_LIMIT = Duration.ofMinutes(1);
  private static final Duration FILE_ACCESS = Duration.ofMillis(30);
  private static final Duration STARTING = Duration.ofMillis(25);

  private final Machine machine;
  private final Simulation simulation;
  private final Network network;
  private final InstalledTools tools;

  /** The way to that machine; its programs speak to the API by these clients. */
  public SimulatedShell(
      Machine machine, Simulation simulation, Network network, SimulatedClients clients) {
    this(machine, simulation, network, clients, Map.of());
  }

  /** The same, with programs of its distribution's own. */
  public SimulatedShell(
      Machine machine,
      Simulation simulation,
      Network network,
      SimulatedClients clients,
      Map<String, Tool> own) {
    this.machine = machine;
    this.simulation = simulation;
    this.network = network;
    this.tools = new InstalledTools(network, clients, simulation, own);
  }

  @Override
  public NodeName node() {
    return machine.name();
  }

  @Override
  public CommandResult run(Command command) {
    reach("running \"" + command.line() + "\"");
    Instant start = simulation.now();
    CommandTime time = new CommandTime(simulation, machine, start.plus(command.timeout()));
    try {
      time.takes(STARTING);
      Output output = tools.run(new Invocation(machine, command.argv(), time));
      return new CommandResult(
          output.exitCode(),
          output.stdout(),
          output.stderr(),
          Duration.between(start, simulation.now()));
    } catch (CommandTime.MachineLost e) {
      throw new NodeUnreachable(
          machine.name(), "running \"" + command.line() + "\"", "the connection was lost", e);
    } catch (CommandTime.TimeIsUp e) {
      throw new CommandTimedOut(machine.name(), command);
    }
  }

  @Override
  public byte[] read(String path) {
    reach("reading " + path);
    pass();
    return machine
        .files()
        .read(path)
        .orElseThrow(
            () ->
                FileNotAccessible.reading(
                    machine.name(), path, new FileNotFoundException("No such file or directory")));
  }

  @Override
  public void write(String path, byte[] content, String mode) {
    reach("writing " + path);
    pass();
    if (machine.disk().full()) {
      throw FileNotAccessible.writing(
          machine.name(), path, new IOException("No space left on device"));
    }
    machine.files().write(path, content);
  }

  private void pass() {
    try {
      new CommandTime(simulation, machine, simulation.now().plus(FILE_LIMIT)).takes(FILE_ACCESS);
    } catch (CommandTime.MachineLost | CommandTime.TimeIsUp e) {
      throw new NodeUnreachable(machine.name(), "accessing a file", "the connection was lost", e);
    }
  }

  private void reach(String doing) {
    if (!network.reaches(Network.OUTSIDE, machine.address())) {
      throw new NodeUnreachable(
          machine.name(), doing, "the machine does not answer", new IllegalStateException("gone"));
    }
  }
}
