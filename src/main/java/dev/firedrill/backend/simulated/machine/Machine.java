package dev.firedrill.backend.simulated.machine;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import java.util.HashMap;
import java.util.Map;

/** One machine of a simulated cluster. */
public final class Machine {

  private final NodeName name;
  private final String address;
  private final Files files;
  private final Containers containers;
  private final Map<Component, Version> programs = new HashMap<>();
  private final Units units = new Units(programs);
  private final Power power = new Power();
  private final Disk disk = new Disk();

  /** A machine with nothing on it. */
  public Machine(NodeName name, String address, Simulation simulation, ProgramStarter starter) {
    this.name = name;
    this.address = address;
    this.files = new Files(simulation::now);
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
    units.names().forEach(units::stop);
    containers.running().forEach(each -> containers.kill(each, "the machine lost its power"));
  }

  /** Is started again, and its units with it; no effect where it is on. */
  public void restart() {
    if (!power.on()) {
      power.start();
      units.names().forEach(units::start);
    }
  }

  /**
   * The versions of the programs installed on its disk (kubeadm, kubelet, kubectl); to be changed.
   */
  public Map<Component, Version> programs() {
    return programs;
  }
}
