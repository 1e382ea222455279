package dev.firedrill.verdict;

import static dev.firedrill.verdict.Judged.judged;
import static dev.firedrill.verdict.UpgradeStory.CP_1;
import static dev.firedrill.verdict.UpgradeStory.CP_2;
import static dev.firedrill.verdict.UpgradeStory.NEW;
import static dev.firedrill.verdict.UpgradeStory.OLD;
import static dev.firedrill.verdict.UpgradeStory.WORKER_1;
import static dev.firedrill.verdict.UpgradeStory.begun;
import static dev.firedrill.verdict.UpgradeStory.goodHistory;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.ComponentSeen;
import dev.firedrill.model.AgentPlacement;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import org.junit.jupiter.api.Test;

class VersionSkewTest {

  private static final String CHECKER = "version skew";

  @Test
  void a_kubelet_newer_than_one_api_server_behind_the_load_balancer() {
    UpgradeStory story = begun().preflight().backUpEtcd().kubeadm(CP_1).kubeadm(CP_2);
    judged(story.replaceKubelet(CP_1).ended())
        .fails(CHECKER, "kubelet on cp-1: v1.30.4 is newer than kube-apiserver v1.29.4 on cp-3");
  }

  @Test
  void a_control_planes_kubelet_that_reaches_its_own_api_server_alone_may_be_as_new() {
    UpgradeStory story =
        begun(AgentPlacement.INSIDE_CONTROL_PLANE).preflight().backUpEtcd().kubeadm(CP_1);
    judged(story.replaceKubelet(CP_1).ended()).holds(CHECKER);
  }

  @Test
  void there_too_a_kubelet_newer_than_its_own_api_server() {
    UpgradeStory story =
        begun(AgentPlacement.INSIDE_CONTROL_PLANE).preflight().backUpEtcd().kubeadm(CP_1);
    judged(story.replaceKubelet(CP_2).ended())
        .fails(CHECKER, "kubelet on cp-2: v1.30.4 is newer than kube-apiserver v1.29.4 on cp-2");
  }

  @Test
  void there_too_a_workers_kubelet_newer_than_any_api_server() {
    UpgradeStory story =
        begun(AgentPlacement.INSIDE_CONTROL_PLANE).preflight().backUpEtcd().kubeadm(CP_1);
    judged(story.replaceKubelet(WORKER_1).ended())
        .fails(CHECKER, "kubelet on worker-1: v1.30.4 is newer than kube-apiserver v1.29.4");
  }

  @Test
  void a_kubelet_four_minors_older() {
    judged(begun().becomes(Component.KUBELET, WORKER_1, "v1.25.9").preflight().ended())
        .fails(
            CHECKER,
            "kubelet on worker-1: v1.25.9 is more than 3 minor(s) older than kube-apiserver");
  }

  @Test
  void a_kubelet_three_minors_older_is_supported_since_1_25() {
    judged(begun().becomes(Component.KUBELET, WORKER_1, "v1.26.0").preflight().ended())
        .holds(CHECKER);
  }

  @Test
  void a_kube_proxy_newer_than_the_api_servers() {
    judged(begun().becomes(Component.KUBE_PROXY, WORKER_1, NEW).preflight().ended())
        .fails(CHECKER, "kube-proxy on worker-1: v1.30.4 is newer than kube-apiserver v1.29.4");
  }

  @Test
  void api_servers_two_minors_apart() {
    judged(begun().becomes(Component.KUBE_APISERVER, CP_2, "v1.31.0").preflight().ended())
        .fails(CHECKER, "v1.31.0 is more than one minor newer than kube-apiserver v1.29.4");
  }

  @Test
  void a_controller_manager_newer_than_its_own_api_server() {
    judged(begun().becomes(Component.KUBE_CONTROLLER_MANAGER, CP_2, NEW).preflight().ended())
        .fails(
            CHECKER,
            "kube-controller-manager on cp-2: v1.30.4 is newer than kube-apiserver v1.29.4 on"
                + " cp-2");
  }

  @Test
  void a_scheduler_two_minors_older_than_its_own_api_server() {
    judged(begun().becomes(Component.KUBE_SCHEDULER, CP_1, "v1.27.1").preflight().ended())
        .fails(CHECKER, "kube-scheduler on cp-1: v1.27.1 is more than 1 minor(s) older");
  }

  @Test
  void a_scheduler_newer_than_another_nodes_api_server_is_supported() {
    UpgradeStory story = begun().preflight().backUpEtcd().kubeadm(CP_1);
    judged(story.ended()).holds(CHECKER);
  }

  @Test
  void a_skipped_minor() {
    UpgradeStory story = begun().preflight();
    story.becomes(Component.KUBELET, WORKER_1, "v1.31.14").passes(5);
    judged(story.ended())
        .fails(CHECKER, "kubelet on worker-1: skipped a minor: went from v1.29.4 to v1.31.14");
  }

  @Test
  void a_component_that_does_not_answer_keeps_its_version() {
    History history = silenced(goodHistory(), CP_1, Component.KUBE_APISERVER, 12, 15);
    judged(history).holds(CHECKER);
  }

  @Test
  void a_breach_lasts_from_when_both_answer_and_is_said_once() {
    UpgradeStory story = begun().preflight();
    story.becomes(Component.KUBE_PROXY, WORKER_1, NEW).passes(60);
    Judged judged = judged(story.ended());
    assertThat(judged.finding(CHECKER).evidence()).hasSize(1);
  }

  @Test
  void a_counterpart_that_came_back_newer_is_not_held_against_anybody() {
    UpgradeStory story = begun().preflight();
    story.becomes(Component.KUBE_APISERVER, CP_2, "").passes(5);
    story.becomes(Component.KUBE_SCHEDULER, CP_2, NEW).passes(5);
    story.becomes(Component.KUBE_APISERVER, CP_2, NEW).passes(5);
    judged(story.ended()).holds(CHECKER);
  }

  @Test
  void a_counterpart_that_came_back_the_same_is() {
    UpgradeStory story = begun().preflight();
    story.becomes(Component.KUBE_APISERVER, CP_2, "").passes(5);
    story.becomes(Component.KUBE_SCHEDULER, CP_2, NEW).passes(5);
    story.becomes(Component.KUBE_APISERVER, CP_2, OLD).passes(5);
    judged(story.ended()).fails(CHECKER, "kube-scheduler on cp-2: v1.30.4 is newer than");
  }

  @Test
  void a_counterpart_that_never_came_back_leaves_it_open() {
    UpgradeStory story = begun().preflight();
    story.becomes(Component.KUBE_APISERVER, CP_2, "").passes(5);
    story.becomes(Component.KUBE_SCHEDULER, CP_2, NEW).passes(5);
    judged(story.ended()).leavesOpen(CHECKER, "one of them has not answered since");
  }

  @Test
  void what_is_not_a_version_is_left_open() {
    judged(begun().becomes(Component.KUBELET, WORKER_1, "master").preflight().ended())
        .leavesOpen(CHECKER, "gave no version");
  }

  @Test
  void a_component_whose_version_was_never_seen_is_left_open() {
    History history =
        Mutants.changed(
            goodHistory(),
            ComponentSeen.class,
            seen -> seen.node().equals(CP_2) && seen.component().equals(Component.KUBE_SCHEDULER),
            seen -> new ComponentSeen(seen.at(), CP_2, Component.KUBE_SCHEDULER, ""));
    judged(history).leavesOpen(CHECKER, "no version of kube-scheduler on cp-2 was ever seen");
  }

  private static History silenced(
      History history, NodeName node, Component component, int from, int to) {
    History changed = history;
    for (int look = from; look < to; look++) {
      ComponentSeen seen =
          history
              .of(ComponentSeen.class)
              .filter(s -> s.node().equals(node) && s.component().equals(component))
              .toList()
              .get(look);
      changed =
          Mutants.changed(
              changed,
              ComponentSeen.class,
              seen::equals,
              s -> new ComponentSeen(s.at(), s.node(), s.component(), ""));
    }
    return changed;
  }
}
