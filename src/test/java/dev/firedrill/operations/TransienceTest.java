package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backup.BackupSet;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.testing.VirtualTime;
import dev.firedrill.tools.Unexpected;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operations meet an API that is away for a moment. */
class TransienceTest {

  private final VirtualTime time = new VirtualTime();
  private final Instant start = time.now();
  private final Deque<RuntimeException> refusals = new ArrayDeque<>();
  private int runs;

  private OperationContext context() {
    Cluster cluster =
        (Cluster)
            Proxy.newProxyInstance(
                Cluster.class.getClassLoader(),
                new Class<?>[] {Cluster.class},
                (proxy, method, arguments) -> {
                  assertThat(method.getName()).isEqualTo("time");
                  return time;
                });
    Path nowhere = Path.of("nowhere");
    return new OperationContext(
        cluster,
        new KubeadmDistribution(),
        observation -> {},
        nowhere,
        BackupSet.unencrypted(nowhere),
        "step");
  }

  /** Refused as often as there are refusals, then done. */
  private final class Refusable implements Operation {

    @Override
    public List<String> changes() {
      return List.of();
    }

    @Override
    public String run(OperationContext context) {
      runs++;
      if (!refusals.isEmpty()) {
        throw refusals.remove();
      }
      return "done";
    }
  }

  private Attempt attempt() {
    return Attempt.at(new Refusable(), context());
  }

  private static KubernetesClientException api(String message, int code) {
    return new KubernetesClientException(message, code, null);
  }

  @Test
  void what_is_refused_for_a_moment_is_asked_for_again() {
    refusals.add(new KubernetesClientException("connection refused"));
    refusals.add(api("etcdserver: leader changed", 500));
    refusals.add(api("no RBAC yet", 403));
    refusals.add(new EtcdUnavailable("no quorum", new IllegalStateException()));
    assertThat(attempt()).isEqualTo(new Attempt.Done("done"));
    assertThat(runs).isEqualTo(5);
  }

  @Test
  void what_a_machine_holds_that_is_nothing_to_work_with_is_the_steps_failure() {
    refusals.add(Unexpected.on(new NodeName("cp-1"), "the manifest", "a flag", "none", "mend it"));
    assertThat(attempt())
        .isEqualTo(
            new Attempt.Failed(
                "on node cp-1, the manifest: expected a flag, saw none. Next: mend it"));
  }

  @Test
  void what_is_refused_for_good_is_not() {
    refusals.add(api("no such node", 404));
    assertThat(attempt())
        .isEqualTo(
            new Attempt.Failed(
                "asking the Kubernetes API: expected an answer, saw no such node. Next: see what"
                    + " the API server's log and its admission webhooks say of the request"));
    assertThat(runs).isEqualTo(1);
  }

  @Test
  void what_is_refused_for_good_after_a_moment_is_not_either() {
    refusals.add(api("away", 503));
    refusals.add(api("conflict", 409));
    assertThat(attempt())
        .isEqualTo(
            new Attempt.Failed(
                "asking the Kubernetes API: expected an answer, saw conflict. Next: see who else"
                    + " changes it, and run the step again: it looks at what is done"));
    assertThat(runs).isEqualTo(2);
  }

  @Test
  void an_api_that_stays_away_ends_it_and_its_words_are_told() {
    for (int i = 0; i < 10_000; i++) {
      refusals.add(api("the server is not there", 503));
    }
    assertThat(attempt())
        .isInstanceOfSatisfying(
            Attempt.Failed.class,
            failed ->
                assertThat(failed.why())
                    .contains("Refusable", "with the API and etcd answering")
                    .contains("the server is not there"));
    assertThat(Duration.between(start, time.now()))
        .isBetween(Transience.LIMIT, Transience.LIMIT.plusSeconds(1));
  }
}
