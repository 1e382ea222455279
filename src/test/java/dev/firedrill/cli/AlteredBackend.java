package dev.firedrill.cli;

import dev.firedrill.distribution.Distribution;
import dev.firedrill.model.Schedule;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.TimeSource;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A backend whose drills take place somewhere that a test has altered. */
record AlteredBackend(Backend backend, UnaryOperator<DrillSite> altered) implements Backend {

  @Override
  public String name() {
    return backend.name();
  }

  @Override
  public Distribution distribution() {
    return backend.distribution();
  }

  @Override
  public boolean simulated() {
    return backend.simulated();
  }

  @Override
  public List<String> obstacles() {
    return backend.obstacles();
  }

  @Override
  public List<String> problems(Topology topology, Set<Version> versions) {
    return backend.problems(topology, versions);
  }

  @Override
  public TimeSource clock() {
    return backend.clock();
  }

  @Override
  public DrillSite site(Topology topology, Version version, Schedule schedule) {
    return altered.apply(backend.site(topology, version, schedule));
  }
}
