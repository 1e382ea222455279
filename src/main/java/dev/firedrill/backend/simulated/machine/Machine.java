package dev.firedrill.backend.simulated.machine;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One machine of a simulated cluster. */
public final class Machine {

  private final NodeName name;
  private final MachineClock clock;
  private final String address;
  private final Files files;
  private final Containers containers;
  private final Map<Component, Version> programs = new HashMap<>();
  private final Units units = new Units(programs);
  private final Power power = new Power();
  private final Disk disk = new Disk();
  private final Places places;
  private final Set<String> inside = new TreeSet<>();

  /** A machine with nothing on it, whose programs look where kubeadm puts things. */
  public Machine(NodeName name, String address, Simulation simulation, ProgramStarter starter) {
    this(name, address, simulation, starter, Places.OF_KUBEADM);
  }

  /** A machine with nothing on it, whose programs look at those places. */
  public Machine(
      NodeName name, String address, Simulation simulation, ProgramStarter starter, Places places) {
    this.name = name;
    this.address = address;
    this.places = places;
    this.clock = new MachineClock(simulation);
    this.files = new Files(clock::now);
    this.containers = new Containers(this, simulation, starter);
  }

  /** Its name, which is its host name too. */
  public NodeName name() {
    return name;
  }

  /** Its address; the host under which it listens. */
  public String address() {
    return address;
  }

  /** Where programs on it keep what others read. */
  public Places places() {
    return places;
  }

  /** The components that run inside another's process; to be changed by whoever runs that. */
  public Set<String> inside() {
    return inside;
  }

  /** True where that component runs, in a container or inside another's process. */
  public boolean runs(String component) {
    return inside.contains(component)
        || containers.running().stream()
            .anyMatch(container -> container.spec().name().equals(component));
  }

  /** What time it is there. */
  public MachineClock clock() {
    return clock;
  }

  /** Its disk. */
  public Files files() {
    return files;
  }

  /** Its units. */
  public Units units() {
    return units;
  }

  /** Its container runtime. */
  public Containers containers() {
    return containers;
  }

  /** Whether it runs. */
  public Power power() {
    return power;
  }

  /** What is the matter with its disk. */
  public Disk disk() {
    return disk;
  }

  /** Loses its power: everything that runs on it is gone at once, what is on its disk stays. */
  public void crash() {
    power.off();
    units.names().forEach(units::cutOff);
    containers.running().forEach(each -> containers.kill(each, "the machine lost its power"));
  }

  /** Is started again, and its units with it; no effect where it is on. */
  public void restart() {
    if (!power.on()) {
      power.start();
      units.enabled().forEach(units::start);
    }
  }

  /**
   * The versions of the programs installed on its disk (kubeadm, kubelet, kubectl); to be changed.
   */
  public Map<Component, Version> programs() {
    return programs;
  }
}
