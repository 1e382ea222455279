package dev.firedrill.drill;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.RunbookResumed;
import dev.firedrill.ports.Cluster;
import dev.firedrill.waiting.Await;
import dev.firedrill.waiting.WaitedInVain;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a drill does once it has machines: bring up, baseline, load, change or fault and recovery,
 * converge.
 */
final class Rehearsal {

  private static final Duration AFTERMATH_LIMIT = Duration.ofMinutes(10);

  /** In the midst of a disaster the cluster is not healthy whatever is waited for. */
  private static final Duration REST = Duration.ofMinutes(2);

  private static final Duration AFTERMATH_SETTLED = Duration.ofSeconds(20);
  private static final Duration SETTLE = Duration.ofSeconds(15);

  private final DrillPlan plan;
  private final DrillEnvironment environment;
  private final Cluster cluster;
  private final Standing standing;
  private final Consumer<String> at;
  private final StepRunner steps;
  private final Instruments instruments;
  private boolean goneOn;

  Rehearsal(
      DrillPlan plan,
      DrillEnvironment environment,
      Cluster cluster,
      Standing standing,
      Consumer<String> at) {
    this.plan = plan;
    this.environment = environment;
    this.cluster = cluster;
    this.standing = standing;
    this.at = at;
    this.steps =
        new StepRunner(
            environment.recorder(),
            environment.time(),
            environment.stop(),
            standing.succeeded(),
            environment.disturbances());
    this.instruments = environment.instruments().apply(cluster);
  }

  /** Brings up cluster and workload; false where the baseline is not healthy. */
  boolean prepare() {
    at.accept(plan.ofFoundCluster() ? "looking at the cluster" : "bringing the cluster up");
    if (standing.baselineSeen()) {
      return true;
    }
    awaitOrphans();
    if (standing.failed() || !steps(Phase.CREATE)) {
      return false;
    }
    if (plan.load().httpPerSecond() > 0) {
      at.accept("deploying the workload");
    }
    instruments.deploy();
    at.accept("waiting for a healthy baseline");
    return new Baseline(environment.recorder(), environment.time()).comesUp(instruments.healthy());
  }

  /** Runs the steps before the change and the change under load, lets it converge, audits. */
  void run(History soFar) {
    try {
      at.accept(
          plan.ofFoundCluster()
              ? "starting the watcher, and some reads of the API every second"
              : "starting load, ledger and watcher");
      instruments.start(soFar);
      // Under load already: what nobody looks at cannot be judged.
      awaitOrphans();
      at.accept("running the steps");
      boolean done = change();
      if (environment.disturbances().end()) {
        getOver(AFTERMATH_LIMIT);
        if (!done) {
          goOn();
          runbook();
        }
      }
      at.accept("letting the cluster converge");
      converge();
    } finally {
      // A stop interrupts what is waited for, not the end of the load.
      environment.stop().release();
      instruments.stop();
    }
    environment.stop().check();
    audit();
    at.accept("reading the backups");
    new BackupAudit(environment.backups(), environment.recorder(), environment.time()).run();
  }

  /** True where there is nothing left of a runbook that stopped, for it is to be gone on with. */
  private boolean change() {
    return (!standing.failed() || standing.disasterConfirmed()) && runbook();
  }

  private boolean runbook() {
    Optional<PlannedFault> fault = plan.disaster();
    if (fault.isEmpty()) {
      return steps(Phase.BEFORE) && steps(Phase.CHANGE);
    }
    if (!standing.disasterConfirmed() && !steps(Phase.BEFORE)) {
      return false;
    }
    disaster(new Disaster(plan, fault.get(), environment, cluster, standing));
    return true;
  }

  /** Nothing strikes any more, and the cluster mends itself as far as it can. */
  private void getOver(Duration limit) {
    at.accept("waiting for the cluster to get over what befell it");
    try {
      new Await(environment.time()).untilSettled(instruments.healthy(), AFTERMATH_SETTLED, limit);
    } catch (WaitedInVain e) {
      // Whether the cluster mends itself is judged by what follows.
      environment.narrate(e.getMessage());
    }
  }

  private void goOn() {
    at.accept("going on with the runbook");
    environment.recorder().record(new RunbookResumed(environment.time().now()));
    goneOn = true;
  }

  /**
   * Within a disaster a runbook that stopped goes on at once, for it is the runbook that mends the
   * cluster: false where nothing had struck, or it has gone on once.
   */
  private boolean goesOn() {
    if (goneOn || !environment.disturbances().end()) {
      return false;
    }
    getOver(REST);
    goOn();
    return true;
  }

  private void disaster(Disaster disaster) {
    boolean recovered = false;
    try {
      at.accept("injecting the fault");
      if (disaster.strikes() || (goesOn() && disaster.strikes())) {
        at.accept("recovering");
        recovered = recover();
        at.accept("waiting until everything that was broken works");
        disaster.awaitRecovery(instruments.recovered(disaster.demanded()), recovered);
      }
    } finally {
      // One who was told to stop leaves the cluster as it is: the run may be gone on with.
      if (!environment.stop().requested()) {
        at.accept("healing the fault");
        disaster.heal();
      }
    }
    if (recovered) {
      awaitHealthy();
      if (!steps(Phase.AFTER) && goesOn()) {
        steps(Phase.AFTER);
      }
    }
  }

  private boolean recover() {
    boolean stopped = standing.failed() && !goneOn;
    return (!stopped && steps(Phase.RECOVERY)) || (goesOn() && steps(Phase.RECOVERY));
  }

  private void awaitOrphans() {
    if (standing.machinesMade()) {
      at.accept("waiting for commands that were left running");
      new OrphanedCommands(
              cluster, environment.distribution().inventory().programs(), standing.disasterBegun())
          .await();
    }
  }

  private void audit() {
    at.accept("auditing the ledger");
    try {
      instruments.audit();
    } catch (WaitedInVain e) {
      // Without the audit the verdict cannot pass; what else was seen is still worth judging.
      environment.narrate(e.getMessage());
    }
  }

  private boolean steps(Phase phase) {
    return steps.run(plan.steps(phase), id -> environment.context(cluster, id));
  }

  private void converge() {
    if (awaitHealthy()) {
      environment.time().sleep(SETTLE);
    }
  }

  private boolean awaitHealthy() {
    try {
      new Await(environment.time()).until(instruments.healthy(), plan.converge());
      return true;
    } catch (WaitedInVain e) {
      // Not converging is the verdict's matter: it reads what the watcher saw.
      environment.narrate(e.getMessage());
      return false;
    }
  }
}
