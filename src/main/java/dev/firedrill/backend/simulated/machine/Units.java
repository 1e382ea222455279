package dev.firedrill.backend.simulated.machine;

import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The systemd units of a machine. */
public final class Units {

  private final TreeMap<String, Unit> known = new TreeMap<>();
  private final Set<String> active = new TreeSet<>();

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
    return active.contains(name);
  }

  /** Starts the unit where it is not. */
  public void start(String name) {
    if (active.add(name)) {
      unit(name).start();
    }
  }

  /** Stops the unit where it is started. */
  public void stop(String name) {
    if (active.remove(name)) {
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
