package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.drill.StopSignal;
import dev.firedrill.model.Seed;
import dev.firedrill.scenario.Scenario;
import dev.firedrill.verdict.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same scenarios as on kubeadm's simulated clusters, by the operations of k3s. */
class SimulatedK3sTest {

  /** The order of kubeadm's runbook: control planes first, and drained later. */
  private static final String UPGRADED_BEFORE_DRAINED =
      """
      name: upgraded-before-drained
      description: A server is upgraded with pods on it; the kubelet inside it restarts them.
      row: none
      cluster: single
      version: v1.29.4
      workload: {http: 100/s, ledger: 10/s, replicas: 2}
      before:
        - back-up-etcd
        - load-images: {to: v1.30.4}
      change:
        - drain: {node: worker-1}
        - upgrade-first-control-plane: {node: cp-1, to: v1.30.4}
        - uncordon: {node: worker-1}
      expect:
        verdict: fail
        reason: requests failed
        version: v1.30.4
        backup: before-change
        workload: {failed-requests: 0, longest-gap: 2s}
        api: {longest-gap: 2m}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "upgrade-1.29-to-1.30-single",
        "upgrade-1.29-to-1.30",
        "etcd-member-failure",
        "control-plane-node-failure",
        "worker-failure",
        "etcd-quorum-loss",
        "expiry-audit",
        "certificate-expiry",
        "certificate-expiry-single",
        "total-cluster-loss"
      })
  void a_drill_comes_out_as_on_real_clusters(String name) {
    SeedResult result = run(name, 1);

    assertThat(result.verdict()).as("%s: %s", name, result.finding()).isEqualTo(Outcome.PASS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wrong/workers-first",
        "wrong/two-control-planes-drained",
        "wrong/workers-certificates-forgotten",
        "wrong/certificates-renewed-without-restart"
      })
  void a_wrong_runbook_fails_for_its_reason(String name) {
    SeedResult result = run(name, 1);

    assertThat(result.expected()).as("%s: %s", name, result.finding()).isTrue();
  }

  /** Those that apply, and whose releases there are. */
  static Stream<String> wrongRunbooks() {
    return Home.find().library().names().stream()
        .filter(name -> name.startsWith("wrong/"))
        .filter(SimulatedK3sTest::canBeRun);
  }

  private static boolean canBeRun(String name) {
    try {
      new Preparation(Home.find(), SimulatedBackend.ofK3s()).ready(name);
      return true;
    } catch (Refused notHere) {
      return false;
    }
  }

  /** For whatever reason: that of the author may be one that kubeadm alone has. */
  @Tag("seeds")
  @ParameterizedTest
  @MethodSource("wrongRunbooks")
  void no_wrong_runbook_passes(String name) {
    SeedResult result = run(name, 1);

    assertThat(result.verdict()).as(name).isNotEqualTo(Outcome.PASS);
  }

  @Test
  void a_server_that_is_upgraded_before_its_node_is_drained_restarts_the_pods_there()
      throws IOException {
    Path scenario = folder.resolve("upgraded-before-drained.yaml");
    Files.writeString(scenario, UPGRADED_BEFORE_DRAINED);

    SeedResult result = run(scenario.toString(), 1);

    assertThat(result.expected()).as(result.toString()).isTrue();
  }

  @Test
  void equal_seeds_give_equal_runs_and_another_seed_another() {
    SeedResult first = run("etcd-member-failure", 7);
    SeedResult again = run("etcd-member-failure", 7);
    SeedResult other = run("etcd-member-failure", 8);

    assertThat(again).isEqualTo(first);
    assertThat(other.trace()).isNotEqualTo(first.trace());
  }

  private static SeedResult run(String name, long seed) {
    Backend backend = SimulatedBackend.ofK3s();
    Scenario scenario = new Preparation(Home.find(), backend).ready(name);
    return new SeedDrills(scenario, backend).run(new Seed(seed), new StopSignal());
  }
}
