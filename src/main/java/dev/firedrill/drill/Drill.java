package dev.firedrill.drill;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.HarnessFailed;
import dev.firedrill.history.Observation.RunEnded;
import dev.firedrill.history.Observation.RunResumed;
import dev.firedrill.history.Observation.RunStarted;
import dev.firedrill.ports.Cluster;
import dev.firedrill.waiting.WaitedInVain;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One drill from its machines to the end of its history. What happened is in the history and
 * nowhere else; the drill itself judges nothing.
 *
 * <p>It may be killed at any moment. Started again with the history recorded so far it goes on
 * where it was, and runs the step that was interrupted again.
 */
public final class Drill {

  private static final Logger LOG = LoggerFactory.getLogger(Drill.class);

  private final DrillPlan plan;
  private final DrillEnvironment environment;
  private @Nullable Cluster cluster;
  private String doing = "starting the drill";
  private boolean ours;

  /** A drill of that plan. */
  public Drill(DrillPlan plan, DrillEnvironment environment) {
    this.plan = plan;
    this.environment = environment;
  }

  /**
   * Runs the drill, or what is left of it.
   *
   * @param before what an earlier process of this drill recorded; empty for a new one
   * @param wantsLogs asked at the end: true where the components' logs are to be collected
   */
  public void run(History before, BooleanSupplier wantsLogs) {
    Standing standing = Standing.of(before);
    if (standing.ended()) {
      return;
    }
    StopSignal stop = environment.stop();
    Observation first = standing.fresh() ? started() : new RunResumed(environment.time().now());
    record(first);
    History soFar =
        new History(Stream.concat(before.observations().stream(), Stream.of(first)).toList());
    stop.guard();
    try {
      rehearse(soFar, standing);
      stop.release();
    } catch (RuntimeException e) {
      stop.release();
      if (stop.requested()) {
        environment.narrate("told to stop while " + doing);
      } else {
        brokeOff(e);
      }
    }
    if (cluster != null && !stop.requested() && wantsLogs.getAsBoolean()) {
      at("collecting the components' logs");
      new ComponentLogs(environment.runFolder(), environment.distribution().inventory())
          .collect(cluster);
    }
  }

  /**
   * Removes the machines that this drill made or found again; safe to repeat. Machines that it
   * could not take over may be somebody else's and stay.
   */
  public void cleanUp() {
    if (ours) {
      at("removing the machines");
      environment.machines().destroy();
    }
  }

  private void rehearse(History soFar, Standing standing) {
    Cluster found = machines(standing);
    cluster = found;
    Rehearsal rehearsal = new Rehearsal(plan, environment, found, standing, this::at);
    if (rehearsal.prepare()) {
      rehearsal.run(soFar);
      record(new RunEnded(environment.time().now()));
    }
  }

  private Cluster machines(Standing standing) {
    if (standing.machinesMade()) {
      at("finding the machines again");
      Cluster found = environment.machines().attach();
      ours = true;
      return found;
    }
    at(plan.ofFoundCluster() ? "connecting to the machines" : "making the machines");
    ours = true;
    if (!standing.fresh()) {
      environment.machines().destroy();
    }
    return environment.machines().create();
  }

  /** What is waited for in vain is the cluster's matter, and leaves the run without its end. */
  private void brokeOff(RuntimeException reason) {
    environment.narrate("broke off while " + doing + ": " + reason.getMessage());
    if (!(reason instanceof WaitedInVain)) {
      LOG.error("broke off while {}", doing, reason);
      record(new HarnessFailed(environment.time().now(), doing, reason.toString()));
    }
  }

  private RunStarted started() {
    return new RunStarted(
        environment.time().now(),
        plan.scenario(),
        plan.seed().value(),
        plan.backend(),
        plan.simulated(),
        plan.nodes(),
        environment.distribution().agentPlacement(),
        environment.distribution().etcd().electionTimeout());
  }

  private void at(String what) {
    doing = what;
    environment.narrate(what);
  }

  private void record(Observation observation) {
    environment.recorder().record(observation);
  }
}
