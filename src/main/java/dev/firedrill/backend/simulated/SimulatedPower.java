package dev.firedrill.backend.simulated;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.Killable;
import dev.firedrill.ports.Partitionable;
import dev.firedrill.ports.Pausable;
import dev.firedrill.ports.Replaceable;
import dev.firedrill.ports.Skewable;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What can be done to simulated machines. */
final class SimulatedPower implements Killable, Pausable, Partitionable, Replaceable, Skewable {

  /** What a container takes to come up. */
  private static final Duration STARTING = Duration.ofSeconds(3);

  private final Topology topology;
  private final Simulation simulation;
  private final Network network;
  private final Map<NodeName, Machine> machines;
  private final Function<NodeName, Machine> maker;
  private final TreeSet<NodeName> killed = new TreeSet<>();
  private final TreeSet<NodeName> paused = new TreeSet<>();
  private final TreeSet<NodeName> cutOff = new TreeSet<>();

  /** How far the clocks of machines are ahead when they are made. */
  private final Map<NodeName, Duration> ahead = new TreeMap<>();

  /**
   * Over those machines.
   *
   * @param machines those there are; to be changed
   * @param maker makes one as it comes with its node image
   */
  SimulatedPower(
      Topology topology,
      Simulation simulation,
      Network network,
      Map<NodeName, Machine> machines,
      Function<NodeName, Machine> maker) {
    this.topology = topology;
    this.simulation = simulation;
    this.network = network;
    this.machines = machines;
    this.maker = maker;
  }

  @Override
  public void kill(NodeName node) {
    if (exists(node) && killed.add(node)) {
      note("kill", node);
      network.takeAway(address(node));
      machine(node).crash();
    }
  }

  @Override
  public void start(NodeName node) {
    if (killed.contains(node)) {
      note("start", node);
      simulation.sleep(simulation.chance().about(STARTING));
      killed.remove(node);
      bringBack(node);
      machine(node).restart();
    }
  }

  @Override
  public boolean isRunning(NodeName node) {
    return exists(node) && !killed.contains(node);
  }

  @Override
  public void pause(NodeName node) {
    if (paused.add(node)) {
      note("pause", node);
      network.takeAway(address(node));
    }
  }

  @Override
  public void resume(NodeName node) {
    if (paused.remove(node)) {
      note("resume", node);
      bringBack(node);
    }
  }

  @Override
  public boolean isPaused(NodeName node) {
    return paused.contains(node);
  }

  @Override
  public void cutOff(NodeName node) {
    if (cutOff.add(node)) {
      note("cut off", node);
      network.takeAway(address(node));
    }
  }

  @Override
  public void reconnect(NodeName node) {
    if (cutOff.remove(node)) {
      note("reconnect", node);
      bringBack(node);
    }
  }

  @Override
  public boolean isCutOff(NodeName node) {
    return cutOff.contains(node);
  }

  @Override
  public void destroy(NodeName node) {
    if (exists(node)) {
      note("destroy", node);
      network.takeAway(address(node));
      machine(node).crash();
      machines.remove(node);
      network.forget(address(node));
      killed.remove(node);
      paused.remove(node);
      cutOff.remove(node);
    }
  }

  @Override
  public void create(NodeName node) {
    if (!exists(node)) {
      note("create", node);
      simulation.sleep(simulation.chance().about(STARTING));
      machines.put(node, maker.apply(node));
      machine(node).clock().putAhead(ahead(node));
      bringBack(node);
    }
  }

  @Override
  public void putAhead(NodeName node, Duration by) {
    note("clock ahead by " + by, node);
    ahead.put(node, by);
    if (exists(node)) {
      machine(node).clock().putAhead(by);
    }
  }

  @Override
  public Duration ahead(NodeName node) {
    return ahead.getOrDefault(node, Duration.ZERO);
  }

  @Override
  public boolean exists(NodeName node) {
    return machines.containsKey(node);
  }

  /** True of a machine that is there and that nothing here has taken power or network from. */
  boolean stands(Machine machine) {
    NodeName node = machine.name();
    return machines.get(node) == machine
        && !killed.contains(node)
        && !paused.contains(node)
        && !cutOff.contains(node);
  }

  private void bringBack(NodeName node) {
    if (!killed.contains(node) && !paused.contains(node) && !cutOff.contains(node)) {
      network.bringBack(address(node));
      // Perhaps something else had taken its power as well.
      machine(node).restart();
    }
  }

  private Machine machine(NodeName node) {
    Machine machine = machines.get(node);
    if (machine == null) {
      throw new IllegalStateException("machine " + node + " was destroyed");
    }
    return machine;
  }

  private String address(NodeName node) {
    return topology.machine(node).address();
  }

  private void note(String what, NodeName node) {
    simulation.trace().note(what + " " + node);
  }
}
