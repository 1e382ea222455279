package dev.firedrill.verdict;

import static dev.firedrill.verdict.Judged.judged;
import static dev.firedrill.verdict.UpgradeStory.CP_2;
import static dev.firedrill.verdict.UpgradeStory.OLD;
import static dev.firedrill.verdict.UpgradeStory.WORKER_1;
import static dev.firedrill.verdict.UpgradeStory.WORKER_2;
import static dev.firedrill.verdict.UpgradeStory.begun;
import static dev.firedrill.verdict.UpgradeStory.goodHistory;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.CheckMade;
import dev.firedrill.history.Observation.ComponentSeen;
import dev.firedrill.history.Observation.NodeSeen;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EndStateTest {

  private static final String CHECKER = "end state";

  @Test
  void a_node_that_is_gone_in_the_end() {
    judged(lastNode(WORKER_1, s -> new NodeSeen(s.at(), s.node(), false, false, false)))
        .fails(CHECKER, "node worker-1: is not known to the API in the end")
        .onlyFailing(CHECKER);
  }

  @Test
  void a_node_that_is_not_ready_in_the_end() {
    judged(lastNode(WORKER_1, s -> new NodeSeen(s.at(), s.node(), true, false, true)))
        .fails(CHECKER, "node worker-1: is not Ready in the end");
  }

  @Test
  void a_node_that_is_cordoned_in_the_end() {
    judged(lastNode(CP_2, s -> new NodeSeen(s.at(), s.node(), true, true, false)))
        .fails(CHECKER, "node cp-2: is still cordoned in the end");
  }

  @Test
  void a_component_that_is_at_the_old_version_in_the_end() {
    judged(lastLooks(CP_2, Component.KUBE_SCHEDULER, 1, OLD))
        .fails(CHECKER, "kube-scheduler on cp-2: is at v1.29.4, not v1.30.4");
  }

  @Test
  void a_component_at_another_patch_in_the_end() {
    judged(lastLooks(WORKER_1, Component.KUBE_PROXY, 1, "v1.30.3"))
        .fails(CHECKER, "kube-proxy on worker-1: is at v1.30.3, not v1.30.4");
  }

  @Test
  void a_kubectl_that_was_left_behind() {
    judged(lastLooks(WORKER_2, Component.KUBECTL, 1, OLD))
        .fails(CHECKER, "kubectl on worker-2: is at v1.29.4, not v1.30.4");
  }

  @Test
  void a_kubectl_that_was_never_seen_is_nobodys_matter() {
    judged(
            Mutants.without(
                goodHistory(),
                o -> o instanceof ComponentSeen s && s.component().equals(Component.KUBECTL)))
        .passes();
  }

  @Test
  void a_component_that_has_not_answered_for_long() {
    judged(lastLooks(CP_2, Component.KUBE_APISERVER, 4, ""))
        .fails(CHECKER, "kube-apiserver on cp-2: does not answer in the end, for 20.0 s");
  }

  @Test
  void a_component_that_did_not_answer_the_last_time_is_left_open() {
    judged(lastLooks(CP_2, Component.KUBE_APISERVER, 1, ""))
        .leavesOpen(CHECKER, "kube-apiserver on cp-2: gave no version after that");
  }

  @Test
  void a_node_not_looked_at_since_the_last_step_is_left_open() {
    History history = goodHistory();
    List<NodeSeen> looks =
        history.of(NodeSeen.class).filter(s -> s.node().equals(WORKER_2)).toList();
    List<NodeSeen> last = looks.subList(looks.size() - 9, looks.size());
    judged(Mutants.without(history, last::contains))
        .leavesOpen(CHECKER, "node worker-2: was not looked at after the last step on a node");
  }

  @Test
  void a_check_of_the_verification_that_did_not_pass() {
    History history =
        Mutants.changed(
            goodHistory(),
            CheckMade.class,
            check -> !check.check().equals("baseline"),
            c -> new CheckMade(c.at(), "DNS from a pod", "cluster", false, "answer", "none"));
    judged(history).fails(CHECKER, "cluster: DNS from a pod: expected answer, saw none");
  }

  @Test
  void a_check_repeated_until_it_passed_has_passed() {
    UpgradeStory story = begun().preflight().backUpEtcd().controlPlanes();
    story.upgrade(WORKER_1).upgrade(WORKER_2);
    story.step(
        dev.firedrill.history.Observation.Phase.CHANGE,
        "verify-cluster",
        null,
        () -> story.tell(check(story.now(), false)).tell(check(story.now(), true)));
    judged(story.ended()).passes();
  }

  @Test
  void a_verification_without_checks_is_left_open() {
    judged(
            Mutants.without(
                goodHistory(), o -> o instanceof CheckMade c && !c.check().equals("baseline")))
        .leavesOpen(CHECKER, "recorded no check");
  }

  @Test
  void a_verification_before_the_last_change_is_left_open() {
    UpgradeStory story = begun().preflight().backUpEtcd().controlPlanes();
    story.upgrade(WORKER_1).verified().upgrade(WORKER_2);
    judged(story.ended()).leavesOpen(CHECKER, "was not verified after the last step on a node");
  }

  private static CheckMade check(Instant at, boolean passed) {
    return new CheckMade(at, "DNS from a pod", "cluster", passed, "answer", "none");
  }

  private static History lastNode(NodeName node, Function<NodeSeen, NodeSeen> change) {
    History history = goodHistory();
    NodeSeen last =
        history.of(NodeSeen.class).filter(s -> s.node().equals(node)).reduce((a, b) -> b).get();
    return Mutants.changed(history, NodeSeen.class, s -> s == last, change::apply);
  }

  private static History lastLooks(NodeName node, Component component, int looks, String version) {
    History history = goodHistory();
    List<ComponentSeen> all =
        history
            .of(ComponentSeen.class)
            .filter(s -> s.node().equals(node) && s.component().equals(component))
            .toList();
    List<ComponentSeen> last = all.subList(all.size() - looks, all.size());
    return Mutants.changed(
        history,
        ComponentSeen.class,
        last::contains,
        s -> new ComponentSeen(s.at(), node, component, version));
  }
}
