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

  /**
   * The versions of the programs installed on its disk (kubeadm, kubelet, kubectl); to be changed.
   */
  public Map<Component, Version> programs() {
    return programs;
  }
}
