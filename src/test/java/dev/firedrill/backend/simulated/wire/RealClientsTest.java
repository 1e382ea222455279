package dev.firedrill.backend.simulated.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backend.simulated.wire.RealPrograms.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kubectl and etcdctl as operators have them, pointed at a served simulated cluster. */
class RealClientsTest {

  private static final String APPLICATION =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: app, namespace: default}
      spec:
        replicas: 2
        selector: {matchLabels: {app: app}}
        template:
          metadata: {labels: {app: app}}
          spec:
            containers: [{name: web, image: "firedrill.dev/workload:1"}]
      """;

  /** As {@code timeout} ends where it ended something. */
  private static final int TIMED_OUT = 124;

  @TempDir static Path folder;
  private static Served served;

  @BeforeAll
  static void serve() throws IOException {
    served = new Served("single.yaml");
    Entrance entrance = served.entrance();
    Files.writeString(folder.resolve("kubeconfig"), entrance.kubeconfig());
    Files.writeString(folder.resolve("ca"), entrance.etcdAuthority());
    Files.writeString(folder.resolve("cert"), entrance.etcdCertificate());
    Files.writeString(folder.resolve("key"), entrance.etcdKey());
  }

  @AfterAll
  static void end() {
    served.close();
  }

  @Test
  void kubectl_prints_what_there_is_as_tables() {
    assertThat(kubectl("get", "nodes"))
        .matches("(?s)NAME +STATUS +ROLES +AGE +VERSION\\s+cp-1 +Ready +control-plane +.*")
        .containsPattern("worker-1 +Ready +<none> +\\S+ +v1.29.4");
    assertThat(kubectl("get", "nodes", "-o", "wide")).contains("INTERNAL-IP", "172.30.1.21");
    assertThat(kubectl("get", "pods", "-A"))
        .containsPattern("kube-system +etcd-cp-1 +1/1 +Running");
    assertThat(kubectl("get", "svc", "kubernetes")).containsPattern("ClusterIP +10.96.0.1");
    assertThat(kubectl("get", "all", "-n", "kube-system")).contains("deployment.apps/coredns");
    assertThat(kubectl("version")).contains("Server Version: v1.29.4");
    assertThat(kubectl("describe", "node", "worker-1")).contains("Unschedulable:      false");
  }

  @Test
  void kubectl_applies_drains_and_deletes() throws IOException {
    Path manifest = Files.writeString(folder.resolve("app.yaml"), APPLICATION);
    assertThat(kubectl("apply", "-f", manifest.toString())).contains("deployment.apps/app created");
    assertThat(kubectl("rollout", "status", "deployment/app", "--timeout", "50s"))
        .contains("successfully rolled out");
    assertThat(kubectl("wait", "--for=condition=Available", "deployment/app", "--timeout", "50s"))
        .contains("condition met");
    assertThat(kubectl("apply", "-f", manifest.toString())).contains("unchanged");
    Files.writeString(manifest, APPLICATION.replace("replicas: 2", "replicas: 3"));
    assertThat(kubectl("apply", "-f", manifest.toString())).contains("configured");
    assertThat(kubectl("cordon", "worker-1")).contains("worker-1 cordoned");
    assertThat(kubectl("get", "node", "worker-1")).contains("Ready,SchedulingDisabled");
    assertThat(kubectl("drain", "worker-1", "--ignore-daemonsets", "--timeout", "50s"))
        .contains("evicting pod default/app-", "node/worker-1 drained");
    assertThat(
            kubectl(
                "get", "pods", "-A", "--field-selector", "spec.nodeName=worker-1", "-o", "name"))
        .doesNotContain("app-");
    assertThat(kubectl("uncordon", "worker-1")).contains("worker-1 uncordoned");
    assertThat(kubectl("delete", "deployment", "app", "--timeout", "50s")).contains("deleted");
  }

  @Test
  void kubectl_is_told_what_its_user_may_do() {
    assertThat(kubectl("auth", "can-i", "delete", "nodes")).contains("yes");
    assertThat(kubectl("auth", "whoami")).contains("kubernetes-admin");
    assertThat(run("auth", "can-i", "delete", "nodes", "--as", "nobody").out()).contains("no");
    assertThat(run("get", "nodes", "--as", "nobody").err())
        .contains("nodes is forbidden: User \"nobody\" cannot list resource \"nodes\"");
  }

  @Test
  void etcdctl_administers_the_member() throws IOException {
    assertThat(etcdctl("member", "list")).contains("started, cp-1, https://172.30.1.11:2380");
    assertThat(etcdctl("endpoint", "status", "-w", "table")).contains("3.5.12", "true");
    assertThat(etcdctl("endpoint", "health")).contains("is healthy");
    assertThat(etcdctl("put", "/a", "1")).contains("OK");
    assertThat(etcdctl("get", "/a")).isEqualTo("/a\n1\n");
    assertThat(etcdctl("get", "/registry/minions/", "--prefix", "--keys-only"))
        .contains("/registry/minions/worker-1");
    Path snapshot = folder.resolve("snapshot.db");
    assertThat(etcdctl("snapshot", "save", snapshot.toString())).contains("Snapshot saved");
    assertThat(Files.size(snapshot)).isGreaterThan(10_000);
  }

  @Test
  void etcdctl_watches_and_has_leases() {
    String granted = etcdctl("lease", "grant", "600");
    assertThat(granted).matches("lease [0-9a-f]+ granted with TTL\\(600s\\)\\s+");
    String lease = granted.split(" ")[1];
    assertThat(etcdctl("put", "/with-lease", "1", "--lease", lease)).contains("OK");
    assertThat(etcdctl("lease", "timetolive", lease, "--keys"))
        .contains("granted with TTL(600s), remaining(", "attached keys([/with-lease])");
    assertThat(etcdctl("lease", "keep-alive", "--once", lease))
        .contains("keepalived with TTL(600)");
    assertThat(etcdctl("lease", "revoke", lease)).contains("revoked");
    assertThat(etcdctl("get", "/with-lease")).isEmpty();
    assertThat(watched("/with-lease", "--rev", "1")).contains("PUT\n/with-lease\n1\nDELETE\n");
  }

  /** What a watch prints in some seconds, after which it is ended. */
  private static String watched(String... arguments) {
    List<String> argv = new ArrayList<>(List.of("timeout", "5"));
    argv.addAll(argv(List.of("watch")));
    argv.addAll(List.of(arguments));
    Ended ended = RealPrograms.run(environment(), argv);
    assertThat(ended.code()).as(ended.toString()).isEqualTo(TIMED_OUT);
    return ended.out();
  }

  private static String kubectl(String... arguments) {
    Ended ended = run(arguments);
    assertThat(ended.code()).as("kubectl %s: %s", List.of(arguments), ended).isZero();
    return ended.out();
  }

  private static Ended run(String... arguments) {
    List<String> argv = new ArrayList<>(List.of(RealPrograms.kubectl(folder).toString()));
    argv.addAll(List.of(arguments));
    return RealPrograms.run(
        Map.of("KUBECONFIG", folder.resolve("kubeconfig").toString(), "HOME", folder.toString()),
        argv);
  }

  private static String etcdctl(String... arguments) {
    Ended ended = RealPrograms.run(environment(), argv(List.of(arguments)));
    assertThat(ended.code()).as("etcdctl %s: %s", List.of(arguments), ended).isZero();
    return ended.out();
  }

  private static List<String> argv(List<String> arguments) {
    List<String> argv = new ArrayList<>(List.of(RealPrograms.etcdctl(folder).toString()));
    argv.addAll(arguments);
    return argv;
  }

  private static Map<String, String> environment() {
    return Map.of(
        "ETCDCTL_ENDPOINTS",
        served.entrance().etcdMembers().values().iterator().next(),
        "ETCDCTL_CACERT",
        folder.resolve("ca").toString(),
        "ETCDCTL_CERT",
        folder.resolve("cert").toString(),
        "ETCDCTL_KEY",
        folder.resolve("key").toString());
  }
}
