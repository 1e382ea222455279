package dev.firedrill.drill;

import dev.firedrill.backup.BackupUnusable;
import dev.firedrill.fault.FaultContext;
import dev.firedrill.fault.Injection;
import dev.firedrill.history.Observation.DisasterBegun;
import dev.firedrill.history.Observation.DisasterConfirmed;
import dev.firedrill.history.Observation.DisasterDoubted;
import dev.firedrill.history.Observation.DisasterHealed;
import dev.firedrill.history.Observation.RecoveryEnded;
import dev.firedrill.history.Recorder;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.BackupStoreFailed;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.ports.FileNotAccessible;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.ports.TimeSource;
import dev.firedrill.tools.CommandFailed;
import dev.firedrill.tools.Unexpected;
import dev.firedrill.waiting.Await;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import dev.firedrill.waiting.WaitedInVain;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;

/**
 * The fault of a drill: injected and seen to be there, waited out, healed. What an earlier process
 * of the drill did is not done again.
 */
final class Disaster {

  private static final Duration CONFIRM_LIMIT = Duration.ofMinutes(2);

  private static final Duration FAILED_LIMIT = Duration.ofMinutes(1);

  /** A machine that stands still for a while, or an API server that restarts. */
  private static final Duration HEAL_LIMIT = Duration.ofMinutes(2);

  private final DrillPlan plan;
  private final PlannedFault planned;
  private final Recorder recorder;
  private final TimeSource time;
  private final Injection injection;
  private final Standing standing;
  private boolean begun;

  Disaster(
      DrillPlan plan,
      PlannedFault planned,
      DrillEnvironment environment,
      Cluster cluster,
      Standing standing) {
    this.plan = plan;
    this.planned = planned;
    this.recorder = environment.recorder();
    this.time = environment.time();
    this.standing = standing;
    this.begun = standing.disasterBegun();
    this.injection =
        new Injection(
            planned.fault(),
            new FaultContext(
                cluster,
                environment.distribution(),
                environment.context(cluster, planned.id())::shell,
                plan.seed(),
                environment.backups()));
  }

  /**
   * Injects the fault unless it was confirmed before, or is there from an earlier attempt. May be
   * called again where it is false.
   *
   * @return false where the cluster, or the place of the backups, did not let it be injected, or it
   *     is not seen to be there
   */
  boolean strikes() {
    if (standing.disasterConfirmed()) {
      return true;
    }
    try {
      if (!begun || !injection.isThere()) {
        begin();
        injection.inject();
      }
      String seen = injection.confirm(CONFIRM_LIMIT);
      recorder.record(new DisasterConfirmed(time.now(), planned.id(), seen));
      return true;
    } catch (WaitedInVain
        | CommandFailed
        | Unexpected
        | NodeUnreachable
        | CommandTimedOut
        | FileNotAccessible
        | EtcdUnavailable
        | BackupUnusable
        | BackupStoreFailed
        | KubernetesClientException e) {
      recorder.record(
          new DisasterDoubted(time.now(), planned.id(), String.valueOf(e.getMessage())));
      return false;
    }
  }

  private void begin() {
    begun = true;
    recorder.record(
        new DisasterBegun(
            time.now(),
            planned.id(),
            planned.definition().name(),
            planned.written(),
            absent(),
            planned.changes(plan.topology(), plan.seed())));
  }

  /**
   * Waits until everything that the row asks for has held for the settle time.
   *
   * @param recovered looks at all of it
   * @param stepsSucceeded false where a step of the recovery failed: then it is not waited for long
   */
  void awaitRecovery(Condition<Boolean> recovered, boolean stepsSucceeded) {
    if (standing.recoveryEnded()) {
      return;
    }
    Condition<Boolean> watched = new RecoveryWatch(recorder, time).watching(recovered);
    try {
      new Await(time)
          .untilSettled(watched, planned.settle(), stepsSucceeded ? planned.limit() : FAILED_LIMIT);
      recorder.record(new RecoveryEnded(time.now(), true, ""));
    } catch (WaitedInVain e) {
      recorder.record(new RecoveryEnded(time.now(), false, String.valueOf(e.getMessage())));
    }
  }

  /**
   * Takes back what recovery is not to mend, unless that was done before. Tried again where a
   * machine, etcd or the API gives no answer at the moment.
   */
  void heal() {
    if (standing.disasterHealed()) {
      return;
    }
    Condition<String> healed =
        new Condition<>(
            "healed", "fault " + planned.id(), () -> new Sight.Holds<>(injection.heal()));
    try {
      String detail = new Await(time).until(healed, HEAL_LIMIT);
      recorder.record(new DisasterHealed(time.now(), planned.id(), true, detail));
    } catch (RuntimeException e) {
      recorder.record(
          new DisasterHealed(time.now(), planned.id(), false, String.valueOf(e.getMessage())));
    }
  }

  /** What has to hold before the cluster counts as recovered. */
  Demanded demanded() {
    return new Demanded(planned.row(), absent());
  }

  private List<NodeName> absent() {
    return planned.fault().absent(plan.topology(), plan.seed());
  }
}
