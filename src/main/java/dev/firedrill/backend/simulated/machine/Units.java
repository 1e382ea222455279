package dev.firedrill.backend.simulated.machine;

import dev.firedrill.model.Component;
import dev.firedrill.model.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The systemd units of a machine. */
public final class Units {

  private static final int FIRST_PID = 2000;
  private static final int BETWEEN_STARTS = 137;

  private final Map<Component, Version> programs;
  private final TreeMap<String, Unit> known = new TreeMap<>();
  private final TreeMap<String, UnitProcess> active = new TreeMap<>();
  private int nextPid = FIRST_PID;

  /** Units of a machine that has these programs on its disk. */
  Units(Map<Component, Version> programs) {
    this.programs = programs;
  }

  /** The machine has that unit from now on, not started yet. */
  public void install(String name, Unit unit) {
    known.put(name, unit);
  }

  /** True where the machine has such a unit. */
  public boolean has(String name) {
    return known.containsKey(name);
  }

  /** True where the unit is started. */
  public boolean isActive(String name) {
    return active.containsKey(name);
  }

  /** The names of the units that the machine has. */
  List<String> names() {
    return List.copyOf(known.keySet());
  }

  /** The process of the unit, where it is started. */
  public Optional<UnitProcess> process(String name) {
    return Optional.ofNullable(active.get(name));
  }

  /** The unit of that name, where the machine has one. */
  public Optional<Unit> find(String name) {
    return Optional.ofNullable(known.get(name));
  }

  /** Starts the unit where it is not. */
  public void start(String name) {
    if (!active.containsKey(name)) {
      Unit unit = unit(name);
      active.put(name, new UnitProcess(nextPid, programs.get(new Component(name))));
      nextPid += BETWEEN_STARTS;
      unit.start();
    }
  }

  /** Stops the unit where it is started. */
  public void stop(String name) {
    if (active.remove(name) != null) {
      unit(name).stop();
    }
  }

  private Unit unit(String name) {
    Unit unit = known.get(name);
    if (unit == null) {
      throw new IllegalArgumentException("no unit " + name);
    }
    return unit;
  }
}
