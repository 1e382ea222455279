package dev.firedrill.backend.simulated.machine;

import dev.firedrill.model.Component;
import dev.firedrill.model.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The systemd units of a machine. */
public final class Units {

  private static final int FIRST_PID = 2000;
  private static final int BETWEEN_STARTS = 137;

  private final Map<Component, Version> programs;
  private final TreeMap<String, Unit> known = new TreeMap<>();
  private final TreeMap<String, UnitProcess> active = new TreeMap<>();
  private final Map<String, Component> run = new HashMap<>();
  private final Set<String> enabled = new TreeSet<>();
  private int nextPid = FIRST_PID;

  /** Units of a machine that has these programs on its disk. */
  Units(Map<Component, Version> programs) {
    this.programs = programs;
  }

  /** The machine has that unit from now on, which starts with it; it is not started yet. */
  public void install(String name, Unit unit) {
    provide(name, unit, new Component(name));
    enable(name);
  }

  /**
   * The machine has that unit from now on, which does not start with it until it is enabled.
   *
   * @param program what it runs
   */
  public void provide(String name, Unit unit, Component program) {
    known.put(name, unit);
    run.put(name, program);
  }

  /** The unit starts with the machine from now on. */
  public void enable(String name) {
    enabled.add(name);
  }

  /** The unit starts with the machine no longer; it runs on where it does. */
  public void disable(String name) {
    enabled.remove(name);
  }

  /** True where the unit starts with the machine. */
  public boolean isEnabled(String name) {
    return enabled.contains(name);
  }

  /** The units that start with the machine. */
  public List<String> enabled() {
    return List.copyOf(enabled);
  }

  /** {@code ActiveState}, as systemd calls it. */
  public String state(String name) {
    Unit unit = unit(name);
    if (active.containsKey(name)) {
      return unit.isUp() ? "active" : "activating";
    }
    return unit.isComingBack() ? "activating" : "inactive";
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
      active.put(name, new UnitProcess(nextPid, programs.get(run.get(name))));
      nextPid += BETWEEN_STARTS;
      unit.start();
    }
  }

  /** Stops the unit where it is started. */
  public void stop(String name) {
    if (isLeft(name)) {
      active.remove(name);
      unit(name).stop();
    }
  }

  /** Kills the unit's process where it has one. */
  public void kill(String name) {
    if (active.remove(name) != null) {
      unit(name).kill();
    }
  }

  /** The unit's process has ended by itself. */
  public void ended(String name) {
    active.remove(name);
  }

  /** Ends the unit as a machine does that has lost its power. */
  public void cutOff(String name) {
    if (isLeft(name)) {
      active.remove(name);
      unit(name).cutOff();
    }
  }

  private boolean isLeft(String name) {
    return active.containsKey(name) || find(name).filter(Unit::isComingBack).isPresent();
  }

  private Unit unit(String name) {
    Unit unit = known.get(name);
    if (unit == null) {
      throw new IllegalArgumentException("no unit " + name);
    }
    return unit;
  }
}
