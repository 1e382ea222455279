package dev.firedrill.cli;

import dev.firedrill.backend.remote.MonotonicTimeSource;
import dev.firedrill.backend.simulated.Setup;
import dev.firedrill.backend.simulated.SimulatedClusters;
import dev.firedrill.backend.simulated.fault.Swarm;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.distribution.k3s.K3sDistribution;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.drill.PlannedStep;
import dev.firedrill.model.Schedule;
import dev.firedrill.model.ScheduledFault;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.TimeSource;
import dev.firedrill.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Clusters in this process' memory and in virtual time; they need nothing but a JDK. */
final class SimulatedBackend implements Backend {

  private static final String NAME = "simulated";

  private final TimeSource clock = new MonotonicTimeSource();
  private final String name;
  private final Distribution distribution;
  private final Setup setup;
  private final boolean perturbed;
  private final boolean wired;

  /** The one of drills for which no backend is named: clusters by kubeadm. */
  SimulatedBackend() {
    this(NAME, new KubeadmDistribution(), Setup.KUBEADM, false, false);
  }

  /** Of clusters by k3s. */
  static SimulatedBackend ofK3s() {
    return new SimulatedBackend(NAME + "-k3s", new K3sDistribution(), Setup.K3S, false, false);
  }

  private SimulatedBackend(
      String name, Distribution distribution, Setup setup, boolean perturbed, boolean wired) {
    this.name = name;
    this.distribution = distribution;
    this.setup = setup;
    this.perturbed = perturbed;
    this.wired = wired;
  }

  @Override
  public Backend withFaults() {
    return new SimulatedBackend(name, distribution, setup, true, wired);
  }

  @Override
  public Backend overTheWire() {
    return new SimulatedBackend(name, distribution, setup, perturbed, true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Distribution distribution() {
    return distribution;
  }

  @Override
  public Map<String, String> notApplicable() {
    Map<String, String> reasons = new TreeMap<>(setup.notSimulated());
    reasons.putAll(distribution.notApplicable());
    return reasons;
  }

  @Override
  public boolean simulated() {
    return true;
  }

  @Override
  public List<String> obstacles() {
    return List.of();
  }

  @Override
  public List<String> problems(Topology topology, Set<Version> versions) {
    return SimulatedClusters.problems(versions, setup);
  }

  @Override
  public TimeSource clock() {
    return clock;
  }

  @Override
  public Schedule schedule(Scenario scenario, Seed seed) {
    List<ScheduledFault> faults = new ArrayList<>(scenario.faults());
    if (perturbed) {
      List<String> steps = scenario.steps().stream().map(PlannedStep::id).toList();
      faults.addAll(Swarm.draw(seed, scenario.topology(), steps).faults());
    }
    return new Schedule(seed, faults);
  }

  @Override
  public DrillSite site(Topology topology, Version version, Schedule schedule) {
    Simulation simulation = new Simulation(schedule.seed().value());
    SimulatedMachines machines =
        new SimulatedMachines(simulation, topology, version, setup, schedule, wired);
    return new DrillSite(
        run -> machines,
        distribution,
        simulation,
        "none: simulated",
        simulation.trace()::hash,
        machines,
        machines,
        new ServedCluster(machines::made, clock));
  }
}
