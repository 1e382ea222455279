package dev.firedrill.cli;

import dev.firedrill.distribution.Distribution;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.drill.Machines;
import dev.firedrill.model.Schedule;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A backend whose machines break at the first touch; what was asked of it is kept. */
final class FakeBackend implements Backend {

  final List<String> asked = new ArrayList<>();
  List<String> obstacles = List.of();
  List<String> problems = List.of();
  List<String> unfit = List.of();
  Runnable onCreate = () -> {};
  Distribution distribution = new KubeadmDistribution();
  String name = "fake";
  boolean makesClusters = true;

  @Override
  public String name() {
    return name;
  }

  @Override
  public Distribution distribution() {
    return distribution;
  }

  @Override
  public boolean simulated() {
    return false;
  }

  @Override
  public boolean makesClusters() {
    return makesClusters;
  }

  @Override
  public List<String> obstacles() {
    return obstacles;
  }

  @Override
  public List<String> unfit(Topology topology) {
    return unfit;
  }

  @Override
  public List<String> problems(Topology topology, Set<Version> versions) {
    asked.add("problems of " + topology.name() + " at " + versions.stream().sorted().toList());
    return problems;
  }

  @Override
  public TimeSource clock() {
    return new Clock();
  }

  @Override
  public DrillSite site(Topology topology, Version version, Schedule schedule) {
    return new DrillSite(
        run -> new BreakingMachines(), distribution, new Clock(), "fake 1.0", () -> "");
  }

  /** Machines that cannot be made. */
  private final class BreakingMachines implements Machines {

    @Override
    public Cluster create() {
      asked.add("create");
      onCreate.run();
      throw new IllegalStateException("machines broke");
    }

    @Override
    public Cluster attach() {
      asked.add("attach");
      throw new IllegalStateException("machines broke");
    }

    @Override
    public void destroy() {
      asked.add("destroy");
    }
  }

  /** A clock that stands still unless slept on. */
  private static final class Clock implements TimeSource {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public void sleep(Duration duration) {
      now = now.plus(duration);
    }
  }
}
