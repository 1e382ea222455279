package dev.firedrill.cli;

import dev.firedrill.backend.remote.MonotonicTimeSource;
import dev.firedrill.backend.simulated.SimulatedClusters;
import dev.firedrill.backend.simulated.fault.Swarm;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.distribution.Distribution;
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
import java.util.Set;

/** Clusters in this process' memory and in virtual time; they need nothing but a JDK. */
final class SimulatedBackend implements Backend {

  private final TimeSource clock = new MonotonicTimeSource();
  private final Distribution distribution = new KubeadmDistribution();
  private final boolean perturbed;
  private final boolean wired;

  SimulatedBackend() {
    this(false, false);
  }

  private SimulatedBackend(boolean perturbed, boolean wired) {
    this.perturbed = perturbed;
    this.wired = wired;
  }

  @Override
  public Backend withFaults() {
    return new SimulatedBackend(true, wired);
  }

  @Override
  public Backend overTheWire() {
    return new SimulatedBackend(perturbed, true);
  }

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public Distribution distribution() {
    return distribution;
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
    return SimulatedClusters.problems(versions);
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
        new SimulatedMachines(simulation, topology, version, schedule, wired);
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
