package dev.firedrill.verdict;

import static dev.firedrill.verdict.Judged.judged;
import static dev.firedrill.verdict.UpgradeStory.CP_1;
import static dev.firedrill.verdict.UpgradeStory.EXPECTATIONS;
import static dev.firedrill.verdict.UpgradeStory.RATES;
import static dev.firedrill.verdict.UpgradeStory.WORKER_1;
import static dev.firedrill.verdict.UpgradeStory.WORKER_2;
import static dev.firedrill.verdict.UpgradeStory.begun;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.Removal;
import dev.firedrill.model.Expectations;
import dev.firedrill.model.Version;
import org.junit.jupiter.api.Test;

/** The wrong ways to upgrade that operators take, each of which has to fail for its own reason. */
class WrongRunbooksTest {

  @Test
  void workers_before_control_planes() {
    History history =
        begun()
            .preflight()
            .backUpEtcd()
            .upgrade(WORKER_1)
            .upgrade(WORKER_2)
            .controlPlanes()
            .verified()
            .ended();
    judged(history)
        .fails("order of steps", "was begun before upgrade-first-control-plane of cp-1")
        .fails("version skew", "v1.30.4 is newer than kube-apiserver v1.29.4 on cp-1")
        .onlyFailing("order of steps", "version skew");
  }

  @Test
  void a_drain_that_deletes_pods_in_spite_of_their_budget() {
    History history =
        begun()
            .preflight()
            .backUpEtcd()
            .controlPlanes()
            .drain(WORKER_1, Removal.DELETED)
            .kubeadm(WORKER_1)
            .kubelet(WORKER_1)
            .uncordon(WORKER_1)
            .awaitNode(WORKER_1)
            .upgrade(WORKER_2)
            .verified()
            .ended();
    judged(history)
        .fails("disruption budgets", "default/web-0: was deleted from worker-1")
        .onlyFailing("disruption budgets");
  }

  @Test
  void no_uncordon() {
    History history =
        begun()
            .preflight()
            .backUpEtcd()
            .controlPlanes()
            .upgrade(WORKER_1)
            .drain(WORKER_2)
            .kubeadm(WORKER_2)
            .kubelet(WORKER_2)
            .awaitNode(WORKER_2)
            .verified()
            .ended();
    judged(history)
        .fails(
            "order of steps", "drain of worker-2 (step step-24): was not followed by uncordoning")
        .fails("end state", "node worker-2: is still cordoned")
        .onlyFailing("order of steps", "end state");
  }

  @Test
  void no_snapshot_where_one_is_demanded() {
    History history =
        begun().preflight().controlPlanes().upgrade(WORKER_1).upgrade(WORKER_2).verified().ended();
    judged(history)
        .fails("backup before change", "was begun without a snapshot of etcd before it")
        .fails("order of steps", "was begun before a step back-up-etcd was finished")
        .onlyFailing("backup before change", "order of steps");
    judged(history, withoutBackup(), RATES).passes();
  }

  @Test
  void a_skipped_minor_that_preflight_refuses() {
    History history =
        begun()
            .failed(
                Phase.BEFORE, "preflight", "v1.31.14 has a skipped minor: the cluster is at 1.29")
            .ended();
    Expectations expectations =
        new Expectations(
            Version.parse("v1.31.14"),
            true,
            EXPECTATIONS.workloadFailedRequests(),
            EXPECTATIONS.workloadLongestGap(),
            EXPECTATIONS.apiLongestGap());
    judged(history, expectations, RATES)
        .fails("steps", "preflight (step step-2): failed: v1.31.14 has a skipped minor")
        .fails("end state", "is at v1.29.4, not v1.31.14")
        .holds("backup before change");
  }

  @Test
  void kubeadm_upgrade_apply_taken_for_the_whole_upgrade() {
    History history = begun().preflight().backUpEtcd().kubeadm(CP_1).verified().ended();
    judged(history)
        .fails("end state", "kube-apiserver on cp-2: is at v1.29.4, not v1.30.4")
        .fails("end state", "kubelet on cp-1: is at v1.29.4, not v1.30.4")
        .fails("end state", "kube-scheduler on cp-3: is at v1.29.4, not v1.30.4")
        .onlyFailing("end state");
  }

  private static Expectations withoutBackup() {
    return new Expectations(
        EXPECTATIONS.version(),
        false,
        EXPECTATIONS.workloadFailedRequests(),
        EXPECTATIONS.workloadLongestGap(),
        EXPECTATIONS.apiLongestGap());
  }
}
