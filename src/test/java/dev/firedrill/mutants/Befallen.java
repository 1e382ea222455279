package dev.firedrill.mutants;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Recurring;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.history.Observation.StepStarted;
import dev.firedrill.model.NodeName;
import dev.firedrill.mutants.Mutant.Circumstances;
import java.time.Duration;

/** What befalls clusters beside the runbook, and is no fault of it: right ones live through it. */
final class Befallen {

  /** Just before a worker's upgrade the API server is restarted. */
  static final Circumstances API_SERVER_RESTARTED =
      new Circumstances("the API server is restarted", Befallen::restartApiServer);

  /** When the upgrade of the control planes begins, an etcd member is away for a while. */
  static final Circumstances MEMBER_AWAY =
      new Circumstances("an etcd member is away for two and a half minutes", Befallen::memberAway);

  private static final Duration AWAY = Duration.ofSeconds(150);
  private static final Duration AGAIN = Duration.ofMillis(100);

  private Befallen() {}

  private static void restartApiServer(
      StepStarted step, SimulatedCluster cluster, Simulation simulation) {
    if (step.step().equals("upgrade-worker")) {
      cluster.stop(cluster.topology().firstControlPlane(), "kube-apiserver");
    }
  }

  /** Its container ends again and again; its kubelet starts it again each time. */
  private static void memberAway(
      StepStarted step, SimulatedCluster cluster, Simulation simulation) {
    if (!step.step().equals("upgrade-first-control-plane")) {
      return;
    }
    NodeName last = cluster.topology().otherControlPlanes().get(1);
    cluster.stop(last, "etcd");
    Recurring down =
        simulation.every(AGAIN, "etcd on " + last + " ends", () -> cluster.stop(last, "etcd"));
    simulation.after(AWAY, "etcd on " + last + " may stay", down::close);
  }
}
