package dev.firedrill.verdict;

import static dev.firedrill.verdict.Judged.judged;
import static dev.firedrill.verdict.UpgradeStory.CP_1;
import static dev.firedrill.verdict.UpgradeStory.CP_2;
import static dev.firedrill.verdict.UpgradeStory.CP_3;
import static dev.firedrill.verdict.UpgradeStory.WORKER_1;
import static dev.firedrill.verdict.UpgradeStory.WORKER_2;
import static dev.firedrill.verdict.UpgradeStory.begun;
import static dev.firedrill.verdict.UpgradeStory.goodHistory;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.ComponentSeen;
import dev.firedrill.history.Observation.NodeSeen;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.history.Observation.StepStarted;
import dev.firedrill.model.AgentPlacement;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderOfStepsTest {

  private static final String CHECKER = "order of steps";

  @Test
  void another_control_plane_before_the_first() {
    fails(
        begun().preflight().backUpEtcd().kubeadm(CP_2).kubeadm(CP_1).kubeadm(CP_3),
        "upgrade-control-plane of cp-2 (step step-4): was begun before"
            + " upgrade-first-control-plane of cp-1");
  }

  @Test
  void no_control_plane_upgraded_by_apply() {
    fails(
        begun().preflight().backUpEtcd().kubeadm(CP_2).kubeadm(CP_3),
        "was begun and no first control plane was upgraded");
  }

  @Test
  void a_worker_while_one_control_plane_was_never_upgraded() {
    fails(
        begun().preflight().backUpEtcd().kubeadm(CP_1).kubeadm(CP_2).upgrade(WORKER_1),
        "drain of worker-1 (step step-6): was begun and control plane cp-3 was never upgraded");
  }

  @Test
  void a_worker_before_the_kubelets_of_control_planes() {
    UpgradeStory story = begun().preflight().backUpEtcd();
    story.kubeadm(CP_1).kubeadm(CP_2).kubeadm(CP_3).upgrade(WORKER_1).replaceKubelet(CP_1);
    fails(story, "drain of worker-1 (step step-7): was begun before drain of cp-1");
  }

  @Test
  void two_workers_at_a_time() {
    UpgradeStory story = begun().preflight().backUpEtcd().controlPlanes();
    story.drain(WORKER_1).drain(WORKER_2).kubeadm(WORKER_1).kubeadm(WORKER_2);
    History history = story.ended();
    judged(history)
        .fails(CHECKER, "drain of worker-2 (step step-20): was begun while worker-1 was drained")
        .fails(CHECKER, "upgrade-worker of worker-1 (step step-21): went back to the node");
  }

  @Test
  void a_node_begun_while_a_step_on_another_still_ran() {
    UpgradeStory story = begun().preflight().backUpEtcd().controlPlanes();
    story.upgrade(WORKER_1).upgrade(WORKER_2).verified();
    History late =
        Mutants.changed(
            story.ended(),
            StepFinished.class,
            end -> end.id().equals("step-22"),
            end -> new StepFinished(end.at().plusSeconds(25), end.id(), true, end.detail()));
    judged(late)
        .fails(CHECKER, "was begun while uncordon of worker-1 (step step-22) was not finished");
  }

  @Test
  void a_node_that_was_not_ready_when_the_next_was_begun() {
    History history = withoutAwaiting();
    History notReady =
        Mutants.changed(
            history,
            NodeSeen.class,
            seen -> seen.node().equals(WORKER_1),
            seen -> new NodeSeen(seen.at(), seen.node(), true, false, seen.schedulable()));
    judged(history).passes();
    judged(notReady)
        .fails(
            CHECKER,
            "was begun although worker-1 had not been seen Ready with kubelet at v1.30.4;"
                + " last seen not Ready at v1.30.4");
  }

  @Test
  void a_node_whose_kubelet_still_ran_the_old_version_when_the_next_was_begun() {
    History history = withoutAwaiting();
    History old =
        Mutants.changed(
            history,
            ComponentSeen.class,
            seen -> seen.component().equals(Component.KUBELET) && seen.node().equals(WORKER_1),
            seen -> new ComponentSeen(seen.at(), WORKER_1, Component.KUBELET, "v1.29.4"));
    judged(old).fails(CHECKER, "last seen Ready at v1.29.4");
  }

  @Test
  void a_node_that_no_step_waited_for_and_that_the_watch_had_no_time_to_look_at() {
    History history = withoutAwaiting();
    Instant replaced = finished(history, "upgrade-kubelet", WORKER_1);
    Instant next = started(history, "drain", WORKER_2);
    History hasty =
        Mutants.without(
            history,
            o ->
                o instanceof NodeSeen seen
                    && seen.node().equals(WORKER_1)
                    && seen.at().isAfter(replaced)
                    && !seen.at().isAfter(next));
    judged(hasty).fails(CHECKER, "no step waited for that and nobody looked");
  }

  private static Instant started(History history, String step, NodeName node) {
    return start(history, step, node).at();
  }

  private static Instant finished(History history, String step, NodeName node) {
    String id = start(history, step, node).id();
    return history
        .of(StepFinished.class)
        .filter(end -> end.id().equals(id))
        .findFirst()
        .orElseThrow()
        .at();
  }

  private static StepStarted start(History history, String step, NodeName node) {
    return history
        .of(StepStarted.class)
        .filter(start -> start.step().equals(step) && start.node().equals(node.value()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_kubelet_that_came_with_its_control_plane_was_asked_for_only_where_it_runs_inside() {
    judged(kubeletsWithControlPlanes(AgentPlacement.BESIDE))
        .fails(
            CHECKER,
            "kubelet on cp-1: went from v1.29.4 to v1.30.4 and no step on that node had"
                + " upgraded it");
    judged(kubeletsWithControlPlanes(AgentPlacement.INSIDE_CONTROL_PLANE)).holds(CHECKER);
  }

  @Test
  void a_control_plane_with_its_kubelet_inside_whose_node_was_not_drained() {
    UpgradeStory story = begun(AgentPlacement.INSIDE_CONTROL_PLANE).preflight().backUpEtcd();
    fails(
        story.kubeadm(CP_1),
        "upgrade-first-control-plane of cp-1 (step step-4): was begun and the node was not"
            + " drained");
  }

  private static History kubeletsWithControlPlanes(AgentPlacement agents) {
    UpgradeStory story = begun(agents).preflight().backUpEtcd();
    for (NodeName node : List.of(CP_1, CP_2, CP_3)) {
      story.drain(node).kubeadm(node).becomes(Component.KUBELET, node, "v1.30.4").passes(5);
      story.uncordon(node).awaitNode(node);
    }
    return story.upgrade(WORKER_1).upgrade(WORKER_2).verified().ended();
  }

  @Test
  void a_kubelet_that_was_upgraded_together_with_that_of_another_node() {
    History together =
        begun()
            .preflight()
            .backUpEtcd()
            .controlPlanes()
            .drain(WORKER_1)
            .kubeadm(WORKER_1)
            .step(Phase.CHANGE, "upgrade-kubelet", WORKER_1, () -> {})
            .becomes(Component.KUBELET, WORKER_1, "v1.30.4")
            .becomes(Component.KUBELET, WORKER_2, "v1.30.4")
            .uncordon(WORKER_1)
            .awaitNode(WORKER_1)
            .upgrade(WORKER_2)
            .verified()
            .ended();
    judged(together)
        .fails(
            CHECKER,
            "kubelet on worker-2: went from v1.29.4 to v1.30.4 and no step on that node had"
                + " upgraded it");
  }

  @Test
  void a_node_nobody_looked_at_before_the_next_is_left_open() {
    History history = withoutAwaiting();
    History unseen =
        Mutants.without(history, o -> o instanceof NodeSeen seen && seen.node().equals(WORKER_1));
    judged(unseen).leavesOpen(CHECKER, "nobody looked");
  }

  @Test
  void a_node_that_its_step_saw_ready_may_be_seen_by_the_watch_a_little_later() {
    History history = goodHistory();
    StepStarted next =
        history
            .of(StepStarted.class)
            .filter(s -> s.step().equals("drain") && s.node().equals("worker-2"))
            .findFirst()
            .orElseThrow();
    Duration little = Duration.ofSeconds(12);
    History late =
        Mutants.without(
            history,
            o ->
                o instanceof NodeSeen seen
                    && seen.node().equals(WORKER_1)
                    && seen.at().isAfter(next.at().minus(little))
                    && !seen.at().isAfter(next.at()));
    judged(late).holds(CHECKER);
  }

  @Test
  void a_kubelet_of_a_node_that_was_not_drained() {
    UpgradeStory story = begun().preflight().backUpEtcd().controlPlanes();
    fails(
        story.kubeadm(WORKER_1).kubelet(WORKER_1).awaitNode(WORKER_1),
        "upgrade-kubelet of worker-1 (step step-20): was begun and the node was not drained");
  }

  @Test
  void a_kubelet_after_the_node_was_uncordoned() {
    UpgradeStory story = begun().preflight().backUpEtcd().controlPlanes();
    fails(
        story.drain(WORKER_1).kubeadm(WORKER_1).uncordon(WORKER_1).kubelet(WORKER_1),
        "was begun after the node had been uncordoned");
  }

  @Test
  void a_kubelet_before_kubeadms_upgrade_of_its_node() {
    UpgradeStory story = begun().preflight().backUpEtcd().controlPlanes();
    fails(
        story.drain(WORKER_1).kubelet(WORKER_1).kubeadm(WORKER_1).uncordon(WORKER_1),
        "was begun before the upgrade of that node was finished");
  }

  @Test
  void a_backup_after_the_first_change() {
    fails(
        begun().preflight().kubeadm(CP_1).backUpEtcd(),
        "was begun before a step back-up-etcd was finished");
  }

  @Test
  void all_of_a_control_plane_in_one_go_is_in_order_though_it_is_skewed() {
    UpgradeStory story = begun().preflight().backUpEtcd();
    story.upgrade(CP_1).upgrade(CP_2).upgrade(CP_3).upgrade(WORKER_1).upgrade(WORKER_2);
    judged(story.verified().ended()).holds(CHECKER).onlyFailing("version skew");
  }

  @Test
  void a_step_that_names_no_node_of_the_cluster_is_left_open() {
    History history =
        Mutants.changed(
            goodHistory(),
            StepStarted.class,
            start -> start.node().equals("worker-2"),
            s ->
                new StepStarted(
                    s.at(), s.id(), s.phase(), s.step(), "", s.arguments(), s.changes()));
    judged(history).leavesOpen(CHECKER, "names no node of the cluster");
  }

  private static History withoutAwaiting() {
    UpgradeStory story = begun().preflight().backUpEtcd().controlPlanes();
    story.drain(WORKER_1).kubeadm(WORKER_1).kubelet(WORKER_1).uncordon(WORKER_1);
    return story.upgrade(WORKER_2).verified().ended();
  }

  private static void fails(UpgradeStory story, String reason) {
    judged(story.ended()).fails(CHECKER, reason);
  }

  @Test
  void a_drain_for_maintenance_needs_no_control_plane_to_be_upgraded_first() {
    List<String> upgrades =
        goodHistory()
            .of(StepStarted.class)
            .filter(step -> step.step().startsWith("upgrade-"))
            .map(StepStarted::id)
            .toList();
    History maintenance =
        Mutants.without(
            goodHistory(),
            seen ->
                seen instanceof StepStarted started && upgrades.contains(started.id())
                    || seen instanceof StepFinished finished && upgrades.contains(finished.id()));
    Finding finding = new OrderOfSteps().check(maintenance, UpgradeStory.EXPECTATIONS);
    assertThat(finding.evidence())
        .noneMatch(line -> line.seen().contains("never upgraded"))
        .noneMatch(line -> line.seen().contains("no first control plane was upgraded"));
  }
}
