package dev.firedrill.backend.containers;

import dev.firedrill.backend.remote.ClusterFiles;
import dev.firedrill.backend.remote.RunClaims;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.TimeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Makes, finds again and removes clusters of containers. Whatever is made carries labels of its run
 * and of the process that made it, so that it is found again however that process ends.
 */
public final class ContainerClusters {

  private final Engine engine;
  private final TimeSource time;
  private final ClusterFiles files;
  private final MachineCreation creation;
  private final Inventory inventory;
  private final RunClaims claims;
  private final Runs runs;
  private final Leftovers leftovers;

  /**
   * Clusters of that engine.
   *
   * @param time the clock that waits use
   * @param files where the distribution keeps an administrator's credentials
   */
  public ContainerClusters(Engine engine, TimeSource time, ClusterFiles files) {
    this(engine, time, files, MachineCreation.unprivileged());
  }

  /**
   * Clusters of that engine.
   *
   * @param time the clock that waits use
   * @param files where the distribution keeps an administrator's credentials
   * @param creation how machines come to be
   */
  public ContainerClusters(
      Engine engine, TimeSource time, ClusterFiles files, MachineCreation creation) {
    this(engine, time, files, creation, RunClaims.ofThisUser());
  }

  ContainerClusters(Engine engine, TimeSource time, ClusterFiles files, RunClaims claims) {
    this(engine, time, files, MachineCreation.unprivileged(), claims);
  }

  private ContainerClusters(
      Engine engine,
      TimeSource time,
      ClusterFiles files,
      MachineCreation creation,
      RunClaims claims) {
    this.engine = engine;
    this.time = time;
    this.files = files;
    this.creation = creation;
    this.claims = claims;
    this.inventory = new Inventory(engine);
    this.runs = new Runs(inventory, claims);
    this.leftovers = new Leftovers(inventory, claims, runs);
  }

  /** Why the cluster cannot be made, or not taken to those versions; none where it can. */
  public List<String> problems(Topology topology, Collection<Version> versions) {
    List<String> problems = new ArrayList<>(creation.problems(topology, versions));
    problems.addAll(new Obstacles(engine, runs).of(topology, versions));
    return problems;
  }

  /**
   * Makes the machines, with the programs and container images of that version. What was made is
   * removed again where not all of it could be.
   *
   * @param run the run's id; this process has claimed it from then on
   * @throws ClusterRefused with all reasons
   */
  public ContainerCluster create(Topology topology, Version version, String run) {
    List<String> problems = problems(topology, List.of(version));
    if (!problems.isEmpty()) {
      throw new ClusterRefused(topology.name(), problems);
    }
    claims.claim(run);
    Labels labels = new Labels(topology.name(), run, Owner.thisProcess());
    try {
      ReleaseVolume.require(engine);
      creation.create(engine, time, topology, labels, version);
      return new ContainerCluster(engine, time, topology, labels, files, claims.kubeconfig(run));
    } catch (RuntimeException e) {
      destroyAfter(e, run);
      throw e;
    }
  }

  /**
   * The cluster that a run left, whose process was killed, for this process to go on with. Machines
   * may be missing: a drill destroys some.
   *
   * @throws IllegalStateException where its network is missing, or a process that is alive has the
   *     run
   */
  public ContainerCluster attach(Topology topology, String run) {
    Inventory.Holdings holdings =
        inventory
            .of(run)
            .orElseThrow(() -> new IllegalStateException("the engine has nothing of run " + run));
    Owner maker = holdings.labels().owner();
    if (maker.isAlive() && !maker.equals(Owner.thisProcess())) {
      throw new IllegalStateException(
          "run %s belongs to process %d, which is alive; end it first".formatted(run, maker.pid()));
    }
    requireNetwork(topology, run, holdings);
    claims.claim(run);
    return new ContainerCluster(
        engine, time, topology, holdings.labels(), files, claims.kubeconfig(run));
  }

  /** Removes all that the run has in the engine and verifies that it is gone. Safe to repeat. */
  public Removed destroy(String run) {
    Removed removed = inventory.of(run).map(leftovers::remove).orElse(new Removed(0, 0, 0));
    claims.release(run);
    return removed;
  }

  /** What killed runs have left. */
  public List<Leftover> leftovers() {
    return leftovers.found();
  }

  /**
   * Removes these leftovers and verifies that they are gone. What somebody has resumed meanwhile is
   * left alone.
   */
  public Removed clean(Collection<Leftover> leftovers) {
    return this.leftovers.remove(leftovers);
  }

  private void destroyAfter(RuntimeException failure, String run) {
    try {
      destroy(run);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private static void requireNetwork(Topology topology, String run, Inventory.Holdings holdings) {
    if (!holdings.labels().cluster().equals(topology.name()) || holdings.networks().isEmpty()) {
      throw new IllegalStateException(
          "run %s cannot go on with cluster %s: the engine has cluster %s with %d networks"
              .formatted(
                  run, topology.name(), holdings.labels().cluster(), holdings.networks().size()));
    }
  }
}
