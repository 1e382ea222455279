package dev.firedrill.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firedrill.backend.remote.MonotonicTimeSource;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.BudgetSeen;
import dev.firedrill.history.Observation.ComponentSeen;
import dev.firedrill.history.Observation.EtcdSeen;
import dev.firedrill.history.Observation.HarnessFailed;
import dev.firedrill.history.Observation.NodeSeen;
import dev.firedrill.history.Observation.WatchLost;
import dev.firedrill.model.Component;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import dev.firedrill.testing.FakeApi;
import dev.firedrill.testing.FakeApi.Reply;
import dev.firedrill.testing.Recording;
import io.fabric8.kubernetes.api.model.NodeListBuilder;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetListBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterWatcherTest {

  private static final Duration TEST_LIMIT = Duration.ofSeconds(60);
  private static final NodeName ONE = new NodeName("cp-1");
  private static final NodeName TWO = new NodeName("cp-2");
  private static final Topology TOPOLOGY =
      new Topology(
          "test",
          "firedrill.dev/node",
          "172.30.0.0/24",
          "10.244.0.0/16",
          "10.96.0.0/12",
          "172.30.0.5:6443",
          "172.30.0.5",
          List.of(
              new Machine(ONE, NodeRole.CONTROL_PLANE, "172.30.0.10"),
              new Machine(TWO, NodeRole.CONTROL_PLANE, "172.30.0.11")));

  private final FakeApi endpoint = new FakeApi(this::state);
  private final FakeApi serverOne = new FakeApi(request -> version("v1.29.4"));
  private final FakeApi serverTwo = new FakeApi(request -> version("v1.30.4"));
  private final ScriptedEtcd etcd = new ScriptedEtcd(Map.of(ONE, 1L, TWO, 2L));
  private final Recording recording = new Recording();
  private @Nullable ClusterWatcher watcher;

  @AfterEach
  void close() {
    etcd.released.countDown();
    if (watcher != null) {
      watcher.close();
    }
    endpoint.close();
    serverOne.close();
    serverTwo.close();
  }

  @Test
  void nodes_components_members_and_budgets_are_seen() {
    start();
    awaitSeen(EtcdSeen.class, seen -> true);
    awaitSeen(ComponentSeen.class, seen -> is(seen, ONE, Component.KUBE_APISERVER, "v1.29.4"));
    awaitSeen(ComponentSeen.class, seen -> is(seen, TWO, Component.KUBE_APISERVER, "v1.30.4"));
    awaitSeen(ComponentSeen.class, seen -> is(seen, TWO, Component.KUBE_SCHEDULER, "v1.30.4"));
    awaitSeen(ComponentSeen.class, seen -> is(seen, ONE, Component.KUBELET, "v1.29.4"));
    awaitSeen(NodeSeen.class, seen -> seen.node().equals(ONE) && seen.ready());
    awaitSeen(BudgetSeen.class, seen -> seen.healthyPods() == 4 && seen.desiredHealthy() == 3);
    watcher.close();
    EtcdSeen seen = recording.of(EtcdSeen.class).get(0);
    assertThat(seen.voters()).isEqualTo(2);
    assertThat(seen.healthy()).containsExactly(ONE, TWO);
    assertThat(seen.leader()).isEqualTo("cp-1");
    assertThat(recording.of(HarnessFailed.class)).isEmpty();
  }

  @Test
  void an_api_server_that_does_not_answer_has_an_empty_version_and_the_others_are_seen_on() {
    start();
    awaitSeen(ComponentSeen.class, seen -> is(seen, ONE, Component.KUBE_APISERVER, "v1.29.4"));
    serverOne.answer(request -> Reply.refusal(503, "ServiceUnavailable", "shutting down"));
    awaitSeen(ComponentSeen.class, seen -> is(seen, ONE, Component.KUBE_APISERVER, ""));
    serverOne.answer(request -> version("v1.30.4"));
    awaitSeen(ComponentSeen.class, seen -> is(seen, ONE, Component.KUBE_APISERVER, "v1.30.4"));
    watcher.close();
    assertThat(recording.of(HarnessFailed.class)).isEmpty();
  }

  @Test
  void a_question_is_asked_once_for_retries_would_hide_that_nobody_answers() {
    AtomicInteger asked = new AtomicInteger();
    FakeApi.Answers refuse =
        request -> {
          asked.incrementAndGet();
          return Reply.refusal(503, "ServiceUnavailable", "shutting down");
        };
    serverOne.answer(refuse);
    endpoint.answer(refuse);
    Probes probes = Probes.of(cluster());
    probes.apiServers().get(ONE).run();
    probes.api().run();

    assertThat(asked).hasValue(2);
    assertThat(probes.api().latest()).containsInstanceOf(Answer.Refused.class);
    assertThat(probes.apiServers().get(ONE).latest()).containsInstanceOf(Answer.Refused.class);
    assertThat(probes.api().takeDefect()).isEmpty();
  }

  @Test
  void an_api_without_answers_is_lost_and_etcd_is_seen_on() {
    start();
    awaitSeen(NodeSeen.class, seen -> true);
    endpoint.answer(request -> Reply.refusal(503, "ServiceUnavailable", "no backend"));
    awaitSeen(WatchLost.class, seen -> seen.why().contains("no backend"));
    etcd.down.add(TWO);
    awaitSeen(EtcdSeen.class, seen -> seen.healthy().equals(List.of(ONE)));
    watcher.close();
    assertThat(recording.of(HarnessFailed.class)).isEmpty();
  }

  @Test
  void a_member_that_hangs_delays_no_answer_about_the_others() {
    start();
    awaitSeen(EtcdSeen.class, seen -> seen.healthy().size() == 2);
    etcd.hanging.add(ONE);
    etcd.down.add(TWO);
    awaitSeen(EtcdSeen.class, seen -> seen.healthy().equals(List.of(ONE)));
    etcd.released.countDown();
    watcher.close();
    assertThat(recording.of(HarnessFailed.class)).isEmpty();
  }

  @Test
  void a_defect_is_a_failure_of_the_harness_told_once_and_nothing_is_thrown() {
    etcd.broken = true;
    start();
    awaitSeen(HarnessFailed.class, seen -> seen.what().contains("a defect of the harness"));
    awaitSeen(EtcdSeen.class, seen -> seen.voters() == -1 && seen.healthy().size() == 2);
    watcher.close();
    assertThat(recording.of(HarnessFailed.class)).hasSize(1);
  }

  @Test
  void close_records_the_last_answers_and_can_be_repeated() {
    start();
    awaitSeen(NodeSeen.class, seen -> true);
    watcher.close();
    int recorded = recording.history().observations().size();
    watcher.close();
    assertThat(recording.history().observations()).hasSize(recorded);
  }

  private WatchedCluster cluster() {
    return new WatchedCluster(
        TOPOLOGY,
        endpoint,
        Map.of(ONE, serverOne, TWO, serverTwo),
        etcd,
        new MonotonicTimeSource());
  }

  private void start() {
    watcher = ClusterWatcher.start(cluster(), Map.of(), recording);
  }

  private <T extends Observation> void awaitSeen(Class<T> kind, Predicate<T> expected) {
    await().atMost(TEST_LIMIT).until(() -> recording.of(kind).stream().anyMatch(expected));
  }

  private static boolean is(
      ComponentSeen seen, NodeName node, Component component, String version) {
    return seen.node().equals(node)
        && seen.component().equals(component)
        && seen.version().equals(version);
  }

  private static Reply version(String version) {
    return Reply.ok(Map.of("major", "1", "minor", "29", "gitVersion", version));
  }

  private Reply state(FakeApi.Request request) {
    return switch (request.path()) {
      case "/api/v1/nodes" ->
          Reply.ok(
              new NodeListBuilder()
                  .withItems(
                      Planted.node("cp-1", true, false, "v1.29.4"),
                      Planted.node("cp-2", true, false, "v1.29.4"))
                  .build());
      case "/api/v1/pods" ->
          Reply.ok(
              new PodListBuilder()
                  .withItems(Planted.pod("cp-2", "kube-scheduler", "v1.30.4"))
                  .build());
      case "/apis/policy/v1/poddisruptionbudgets" ->
          Reply.ok(
              new PodDisruptionBudgetListBuilder().withItems(Planted.budget("web", 4, 3)).build());
      default -> Reply.refusal(404, "NotFound", request.path());
    };
  }
}
