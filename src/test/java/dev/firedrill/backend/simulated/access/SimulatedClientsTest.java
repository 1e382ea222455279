package dev.firedrill.backend.simulated.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firedrill.backend.simulated.api.ControlPlanes;
import dev.firedrill.backend.simulated.etcd.EtcdCluster;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.pki.Authority;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.EtcdUnavailable;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class SimulatedClientsTest {

  private final ControlPlanes control = new ControlPlanes(3);
  private final SimulatedClients clients =
      new SimulatedClients(control.simulation, control.etcd.network);
  private final Topology topology =
      new Topology(
          "ha",
          "node",
          "172.30.2.0/24",
          "10.244.0.0/16",
          "10.96.0.0/16",
          EtcdCluster.address(1) + ":6443",
          "",
          List.of(machine(1), machine(2), machine(3)));

  private static Machine machine(int number) {
    return new Machine(
        new NodeName("cp-" + number), NodeRole.CONTROL_PLANE, EtcdCluster.address(number));
  }

  @Test
  void what_an_operator_changes_in_his_hands_changes_nothing_in_the_cluster() {
    KubernetesClient admin = control.admin();
    Namespace mine = admin.namespaces().withName("default").get();
    mine.getMetadata().setName("renamed");
    admin.namespaces().list().getItems().forEach(each -> each.getMetadata().setUid("none"));
    assertThat(admin.namespaces().withName("default").get().getMetadata().getName())
        .isEqualTo("default");
    assertThat(admin.namespaces().list().getItems())
        .extracting(each -> each.getMetadata().getUid())
        .doesNotContain("none");
  }

  @Test
  void what_firedrill_lists_is_read_once_as_long_as_it_is_the_same() {
    KubernetesClient one = clients.ofFiredrill(control.kubeconfigOf(1));
    KubernetesClient two = clients.ofFiredrill(control.kubeconfigOf(2));
    List<Namespace> before = one.namespaces().list().getItems();
    assertThat(two.namespaces().list().getItems())
        .isNotEmpty()
        .zipSatisfy(before, (now, then) -> assertThat(now).isSameAs(then));
    assertThat(one.namespaces().withName("default").get())
        .isNotSameAs(one.namespaces().withName("default").get());
    control
        .admin()
        .namespaces()
        .withName("default")
        .edit(
            each ->
                new NamespaceBuilder(each)
                    .editMetadata()
                    .addToLabels("seen", "yes")
                    .endMetadata()
                    .build());
    assertThat(one.namespaces().list().getItems())
        .filteredOn(each -> each.getMetadata().getName().equals("default"))
        .extracting(each -> each.getMetadata().getLabels().get("seen"))
        .containsExactly("yes");
  }

  @Test
  void a_watch_ends_with_its_server() {
    // By a thread of the client.
    List<String> told = new CopyOnWriteArrayList<>();
    Watcher<Namespace> watcher =
        new Watcher<>() {
          @Override
          public void eventReceived(Action action, Namespace object) {
            told.add(action + " " + object.getMetadata().getName());
          }

          @Override
          public void onClose(WatcherException cause) {
            told.add("closed");
          }
        };
    KubernetesClient admin = control.admin();
    try (Watch watch = admin.namespaces().withName("default").watch(watcher)) {
      assertThat(watch).isNotNull();
      control.simulation.sleep(Duration.ofSeconds(1));
      await().untilAsserted(() -> assertThat(told).containsExactly("ADDED default"));
      control.servers.get(1).stop();
      control.simulation.sleep(Duration.ofSeconds(1));
    }
    await().untilAsserted(() -> assertThat(told).containsExactly("ADDED default", "closed"));
  }

  @Test
  void a_call_takes_a_few_milliseconds_and_none_in_an_event() {
    KubernetesClient admin = control.admin();
    Instant before = control.simulation.now();
    admin.namespaces().withName("default").get();
    assertThat(Duration.between(before, control.simulation.now()))
        .isBetween(Duration.ofMillis(2), Duration.ofMillis(50));
    Instant[] inEvent = new Instant[2];
    control.simulation.after(
        Duration.ofSeconds(1),
        "look",
        () -> {
          inEvent[0] = control.simulation.now();
          admin.namespaces().withName("default").get();
          inEvent[1] = control.simulation.now();
        });
    control.simulation.sleep(Duration.ofSeconds(2));
    assertThat(inEvent[0]).isNotNull().isEqualTo(inEvent[1]);
  }

  @Test
  void a_stopped_server_refuses_and_one_that_is_gone_does_not_answer() {
    KubernetesClient admin = control.admin();
    control.etcd.network.takeAway(EtcdCluster.address(1));
    Instant before = control.simulation.now();
    assertThatThrownBy(() -> admin.namespaces().withName("default").get())
        .isInstanceOf(KubernetesClientException.class)
        .hasRootCauseMessage("dial tcp 172.30.2.11:6443: i/o timeout (from outside)");
    assertThat(Duration.between(before, control.simulation.now()))
        .isGreaterThan(Duration.ofSeconds(2));
    control.etcd.network.bringBack(EtcdCluster.address(1));
    control.servers.get(1).stop();
    assertThatThrownBy(() -> admin.namespaces().withName("default").get())
        .isInstanceOf(KubernetesClientException.class)
        .hasRootCauseMessage(
            "dial tcp 172.30.2.11:6443: connect: connection refused (from outside)");
  }

  @Test
  void an_expired_server_certificate_is_not_trusted() {
    control.servers.get(1).stop();
    control.serverCertificate(1, Duration.ofMinutes(1));
    control.start(1);
    control.simulation.sleep(Duration.ofSeconds(70));
    KubernetesClient admin = control.admin();
    assertThatThrownBy(() -> admin.namespaces().withName("default").get())
        .isInstanceOf(KubernetesClientException.class)
        .rootCause()
        .hasMessageContaining("certificate has expired or is not yet valid");
  }

  @Test
  void a_certificate_of_another_authority_is_unauthorized() {
    Authority other =
        Authority.create(
            control.keys, "kubernetes", control.simulation.now(), Authority.AUTHORITY_VALIDITY);
    String kubeconfig = control.kubeconfig(1, other, "kubernetes-admin", "system:masters");
    KubernetesClient stranger =
        clients.client(Network.OUTSIDE, kubeconfig.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> stranger.namespaces().withName("default").get())
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refused -> assertThat(refused.getCode()).isEqualTo(401));
  }

  @Test
  void without_a_quorum_of_etcd_requests_fail_after_a_while() {
    KubernetesClient admin = control.admin();
    control.etcd.member(2).stop();
    control.etcd.member(3).stop();
    Instant before = control.simulation.now();
    assertThatThrownBy(
            () ->
                admin
                    .resource(
                        new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("entry")
                            .withNamespace("default")
                            .endMetadata()
                            .withData(Map.of("a", "b"))
                            .build())
                    .create())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("etcdserver: request timed out");
    assertThat(Duration.between(before, control.simulation.now()))
        .isBetween(Duration.ofSeconds(7), Duration.ofSeconds(10));
  }

  @Test
  void administrators_reach_each_control_plane_and_the_endpoint() {
    SimulatedAccess access =
        new SimulatedAccess(
            topology,
            control.etcd.network,
            node -> control.etcd.machines.get(node.value()),
            clients);
    assertThat(access.client().getKubernetesVersion().getGitVersion()).isEqualTo("v1.29.4");
    assertThat(access.clientOf(new NodeName("cp-3")).namespaces().withName("default").get())
        .isNotNull();
    assertThat(access.clientOf(new NodeName("cp-2")))
        .isSameAs(access.clientOf(new NodeName("cp-2")));
    access.refresh();
    control.etcd.machines.values().forEach(each -> each.files().delete("/etc/kubernetes"));
    assertThatThrownBy(access::client)
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("cp-1: no such file; cp-2: no such file");
  }

  @Test
  void etcd_is_administered_member_by_member() {
    SimulatedEtcdAdmin etcd =
        new SimulatedEtcdAdmin(
            control.simulation,
            control.etcd.network,
            topology,
            node -> control.etcd.machines.values().iterator().next());
    NodeName third = new NodeName("cp-3");
    assertThat(etcd.members())
        .extracting(dev.firedrill.model.EtcdMember::name)
        .containsExactlyInAnyOrder("cp-1", "cp-2", "cp-3");
    assertThat(etcd.alarms()).isEmpty();
    assertThat(etcd.healthy(third)).isTrue();
    long revision = etcd.status(third).revision();
    assertThat(etcd.hashKv(third, revision)).isEqualTo(etcd.hashKv(new NodeName("cp-1"), revision));
    control.etcd.member(3).stop();
    assertThat(etcd.healthy(third)).isFalse();
    assertThatThrownBy(() -> etcd.status(third))
        .isInstanceOf(EtcdUnavailable.class)
        .hasMessageContaining("asking etcd on cp-3 (https://172.30.2.13:2379) for its status")
        .hasMessageContaining("connection refused");
    control.etcd.member(2).stop();
    assertThat(etcd.healthy(new NodeName("cp-1"))).isFalse();
    assertThatThrownBy(etcd::members).isInstanceOf(EtcdUnavailable.class);
  }
}
