package dev.firedrill.backend.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.remote.KubeconfigAccess;
import dev.firedrill.backend.remote.MonotonicTimeSource;
import dev.firedrill.backend.remote.RunClaims;
import dev.firedrill.cli.RealClusterFiles;
import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.EtcdStatus;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.EtcdAdmin;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.TimeSource;
import dev.firedrill.waiting.Await;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The API and etcd of a control plane that kubeadm made, reached as an operator's tools would. It
 * takes most of a minute: drills on a real cluster go the same ways every day.
 */
@Tag("containers")
@Tag("certify")
class RemoteAccessTest {

  private static final String RUN = TestEngine.unique("remote-access-test");
  private static final NodeName NODE = new NodeName("cp-1");
  private static final String ADDRESS = TestEngine.address(11);
  private static final TimeSource TIME = new MonotonicTimeSource();

  private static final String KUBEADM =
      """
      apiVersion: kubeadm.k8s.io/v1beta3
      kind: InitConfiguration
      localAPIEndpoint: {advertiseAddress: %1$s, bindPort: 6443}
      nodeRegistration:
        criSocket: unix:///run/containerd/containerd.sock
        kubeletExtraArgs: {node-ip: %1$s}
      ---
      apiVersion: kubeadm.k8s.io/v1beta3
      kind: ClusterConfiguration
      kubernetesVersion: %2$s
      controlPlaneEndpoint: %1$s:6443
      ---
      apiVersion: kubelet.config.k8s.io/v1beta1
      kind: KubeletConfiguration
      cgroupDriver: systemd
      failSwapOn: false
      """
          .formatted(ADDRESS, TestEngine.OLD);

  @TempDir static Path folder;

  private static ContainerClusters clusters;
  private static ContainerCluster cluster;

  @BeforeAll
  static void initialise_a_control_plane() {
    Engine engine = TestEngine.with(TestEngine.node(TestEngine.OLD));
    clusters =
        new ContainerClusters(engine, TIME, RealClusterFiles.ofKubeadm(), new RunClaims(folder));
    Topology topology =
        new Topology(
            TestEngine.unique("remote"),
            TestEngine.REPOSITORY,
            TestEngine.SUBNET,
            "10.244.0.0/16",
            "10.96.0.0/16",
            ADDRESS + ":6443",
            "",
            List.of(new Machine(NODE, NodeRole.CONTROL_PLANE, ADDRESS)));
    cluster = clusters.create(topology, TestEngine.OLD, RUN);
    assertThatThrownBy(() -> cluster.kubernetes().client())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("/etc/kubernetes/admin.conf");
    NodeShell shell = cluster.shell(NODE);
    Command initialise =
        Command.of(
                "kubeadm",
                "init",
                "--config=/dev/stdin",
                "--skip-phases=addon",
                "--ignore-preflight-errors=SystemVerification,HTTPProxyCIDR")
            .reading(KUBEADM)
            .within(Duration.ofMinutes(5));
    CommandResult initialised = shell.run(initialise);
    assertThat(initialised.succeeded()).as(initialised.tail()).isTrue();
  }

  @AfterAll
  static void remove_everything() {
    if (cluster != null) {
      cluster.close();
    }
    if (clusters != null) {
      clusters.destroy(RUN);
    }
  }

  @Test
  void the_api_is_reached_through_the_endpoint_and_straight() {
    for (KubernetesClient client :
        List.of(cluster.kubernetes().client(), cluster.kubernetes().clientOf(NODE))) {
      assertThat(client.nodes().list().getItems())
          .extracting(node -> node.getMetadata().getName())
          .containsExactly("cp-1");
    }
  }

  @Test
  void credentials_are_read_again_after_a_refresh() {
    KubeconfigAccess access = cluster.kubernetes();
    KubernetesClient before = access.client();
    assertThat(access.client()).isSameAs(before);
    access.refresh();
    assertThat(access.client()).isNotSameAs(before);
    assertThat(access.client().namespaces().list().getItems()).isNotEmpty();
  }

  @Test
  void other_clients_get_verified_tls_with_the_administrators_certificate() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .sslContext(cluster.kubernetes().tls().sslContext())
            .build()
            .send(
                HttpRequest.newBuilder(URI.create("https://" + ADDRESS + ":6443/api/v1/nodes"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void etcd_tells_members_status_hash_alarms_and_health() {
    EtcdAdmin etcd = cluster.etcd();
    assertThat(etcd.healthy(NODE)).isTrue();
    assertThat(etcd.alarms()).isEmpty();
    EtcdMember member = etcd.members().get(0);
    assertThat(etcd.members()).hasSize(1);
    assertThat(member.name()).isEqualTo("cp-1");
    assertThat(member.peerUrls()).containsExactly("https://" + ADDRESS + ":2380");
    assertThat(member.clientUrls()).containsExactly("https://" + ADDRESS + ":2379");
    assertThat(member.learner()).isFalse();
    EtcdStatus status = etcd.status(NODE);
    assertThat(status.version()).isEqualTo("3.5.12");
    assertThat(status.memberId()).isEqualTo(member.id());
    assertThat(status.leaderId()).isEqualTo(member.id());
    assertThat(status.dbSizeBytes()).isPositive();
    assertThat(etcd.hashKv(NODE, status.revision()))
        .isEqualTo(etcd.hashKv(NODE, status.revision()))
        .isPositive();
  }

  @Test
  void who_does_not_answer_is_named_in_time() {
    NodeShell shell = cluster.shell(NODE);
    String pid = shell.run(Command.of("pgrep", "-x", "etcd")).stdout().strip();
    shell.run(Command.of("kill", "-STOP", pid));
    try {
      Instant start = TIME.now();
      assertThat(cluster.etcd().healthy(NODE)).isFalse();
      assertThatThrownBy(() -> cluster.etcd().members())
          .isInstanceOf(EtcdUnavailable.class)
          .hasMessageContaining("asking etcd on any of [cp-1] for the list of members")
          .hasMessageContaining("no answer within 5 s");
      assertThat(Duration.between(start, TIME.now())).isLessThan(Duration.ofSeconds(15));
    } finally {
      shell.run(Command.of("kill", "-CONT", pid));
    }
    new Await(TIME)
        .until(
            new Condition<>(
                "healthy again",
                "etcd on cp-1",
                () -> Sight.when(cluster.etcd().healthy(NODE), () -> "not healthy")),
            Duration.ofSeconds(30));
  }
}
