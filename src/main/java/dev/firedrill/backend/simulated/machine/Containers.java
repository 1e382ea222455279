package dev.firedrill.backend.simulated.machine;

import dev.firedrill.backend.simulated.kernel.Simulation;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The container runtime of a machine: images it has, containers it runs. */
public final class Containers {

  private final Machine machine;
  private final Simulation simulation;
  private final ProgramStarter starter;
  private final Set<String> images = new TreeSet<>();
  private final Set<String> barred = new TreeSet<>();
  private final List<Container> all = new ArrayList<>();

  Containers(Machine machine, Simulation simulation, ProgramStarter starter) {
    this.machine = machine;
    this.simulation = simulation;
    this.starter = starter;
  }

  /** The images the runtime has, with their tags; to be added to. */
  public Set<String> images() {
    return images;
  }

  /** Starts a container. Its program may end by itself later, or at once. */
  public Container start(ContainerSpec spec) {
    String id = HexFormat.of().formatHex(simulation.chance().bytes(32));
    Container container = new Container(id, spec, machine.clock().now());
    all.add(container);
    if (barred.contains(spec.name())) {
      container.ended("killed as soon as it was started");
      return container;
    }
    String[] ended = new String[1];
    Consumer<String> end =
        why -> {
          ended[0] = why;
          container.ended(why);
        };
    Program program = starter.start(machine, spec, end);
    if (ended[0] == null) {
      container.run(program);
    }
    return container;
  }

  /** Stops a container and its program; no effect where it has ended. */
  public void stop(Container container) {
    if (container.running()) {
      Program program = container.program();
      container.ended("");
      program.stop();
    }
  }

  /**
   * Kills a container's program, which has no time to end in order; no effect where it has ended.
   */
  public void kill(Container container, String why) {
    if (container.running()) {
      Program program = container.program();
      container.ended(why);
      program.kill();
    }
  }

  /** Containers of that name end as soon as they are started, until they are allowed again. */
  public void forbid(String name, boolean forbidden) {
    if (forbidden) {
      barred.add(name);
    } else {
      barred.remove(name);
    }
  }

  /** Forgets a container that has ended. */
  public void remove(Container container) {
    stop(container);
    all.remove(container);
  }

  /** All containers, the oldest first, ended ones too. */
  public List<Container> all() {
    return List.copyOf(all);
  }

  /** Those that run, the oldest first. */
  public List<Container> running() {
    return all.stream().filter(Container::running).toList();
  }
}
