package dev.firedrill.backend.simulated.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.remote.ClientTls;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.pki.Authority;
import dev.firedrill.backend.simulated.pki.Issued;
import dev.firedrill.backend.simulated.pki.Keys;
import dev.firedrill.backend.simulated.pki.Subject;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.cluster.Member;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.grpc.netty.GrpcSslContexts;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A served simulated cluster, spoken to by the clients of real clusters. */
class WireTest {

  private static Served served;

  @BeforeAll
  static void serve() {
    served = new Served("single.yaml");
  }

  @AfterAll
  static void end() {
    served.close();
  }

  @Test
  void an_administrator_reads_and_writes_over_https() {
    try (KubernetesClient admin = served.admin()) {
      assertThat(admin.nodes().list().getItems())
          .extracting((Node node) -> node.getMetadata().getName())
          .containsExactly("cp-1", "worker-1");
      ConfigMap made =
          admin
              .resource(
                  new ConfigMapBuilder()
                      .withNewMetadata()
                      .withName("made")
                      .withNamespace("default")
                      .endMetadata()
                      .addToData("a", "1")
                      .build())
              .create();
      made.getData().put("a", "2");
      admin.resource(made).update();
      assertThat(admin.configMaps().inNamespace("default").withName("made").get().getData())
          .containsEntry("a", "2");
      assertThatThrownBy(() -> admin.resource(made).lockResourceVersion().update())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
      admin.resource(made).delete();
      assertThat(admin.configMaps().inNamespace("default").withName("made").get()).isNull();
    }
  }

  @Test
  void what_changes_is_told_to_those_who_watch_by_web_socket_and_by_http() {
    for (boolean http : new boolean[] {false, true}) {
      try (KubernetesClient admin = served.client(same -> same.withOnlyHttpWatches(http))) {
        List<String> told = new CopyOnWriteArrayList<>();
        String name = http ? "by-http" : "by-web-socket";
        Watch watch = admin.configMaps().inNamespace("default").withName(name).watch(noting(told));
        ConfigMap made =
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .build();
        admin.resource(made).create();
        admin.resource(made).delete();
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(told).containsExactly("ADDED", "DELETED"));
        watch.close();
      }
    }
  }

  @Test
  void whoever_may_not_see_something_may_not_watch_it() {
    try (KubernetesClient nobody =
        served.client(
            admin ->
                admin
                    .withClientCertData(null)
                    .withClientKeyData(null)
                    .withWatchReconnectLimit(0))) {
      assertThatThrownBy(() -> nobody.nodes().watch(noting(new CopyOnWriteArrayList<>())).close())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
    }
  }

  private static <T> Watcher<T> noting(List<String> told) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, T object) {
        told.add(action.name());
      }

      @Override
      public void onClose(WatcherException cause) {
        told.add("closed: " + cause);
      }
    };
  }

  @Test
  void whoever_shows_no_certificate_is_anonymous() {
    try (KubernetesClient nobody =
        served.client(admin -> admin.withClientCertData(null).withClientKeyData(null))) {
      assertThatThrownBy(() -> nobody.nodes().list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class,
              e -> {
                assertThat(e.getCode()).isEqualTo(403);
                assertThat(e.getMessage()).contains("User \"system:anonymous\" cannot list");
              });
      assertThat(nobody.getKubernetesVersion().getGitVersion()).isEqualTo("v1.29.4");
    }
  }

  @Test
  void a_certificate_that_another_authority_signed_is_refused() {
    // Of the same name: a client shows a certificate only to who trusts its authority.
    Authority other = stranger("kubernetes");
    assertThat(codeWith(signed(other, served.simulation.now(), Duration.ofDays(1)))).isEqualTo(401);
  }

  @Test
  void a_certificate_that_is_expired_by_the_clusters_clock_is_refused() {
    Authority authority = authority("ca");
    Instant then = served.simulation.now().minus(Duration.ofHours(1));
    assertThat(codeWith(signed(authority, then, Duration.ofMinutes(30)))).isEqualTo(401);
    assertThat(codeWith(signed(authority, then, Duration.ofDays(1)))).isEqualTo(200);
  }

  @Test
  void time_passes_and_controllers_work_while_it_is_served() {
    Instant before = served.wire.ask(served.simulation::now).join();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> served.wire.ask(served.simulation::now).join().isAfter(before.plusSeconds(1)));
  }

  @Test
  void etcd_answers_by_grpc() throws Exception {
    try (Client client = etcd(tls(entranceTls()))) {
      assertThat(client.getClusterClient().listMember().get(20, TimeUnit.SECONDS).getMembers())
          .extracting(Member::getName)
          .containsExactly("cp-1");
      client.getKVClient().put(bytes("/test/a"), bytes("1")).get(20, TimeUnit.SECONDS);
      client.getKVClient().put(bytes("/test/a"), bytes("2")).get(20, TimeUnit.SECONDS);
      assertThat(
              client.getKVClient().get(bytes("/test/a")).get(20, TimeUnit.SECONDS).getKvs().get(0))
          .satisfies(
              found -> {
                assertThat(found.getValue().toString(StandardCharsets.UTF_8)).isEqualTo("2");
                assertThat(found.getVersion()).isEqualTo(2);
              });
      assertThat(
              client.getKVClient().delete(bytes("/test/a")).get(20, TimeUnit.SECONDS).getDeleted())
          .isEqualTo(1);
      String endpoint = served.entrance().etcdMembers().values().iterator().next();
      assertThat(
              client
                  .getMaintenanceClient()
                  .statusMember(endpoint)
                  .get(20, TimeUnit.SECONDS)
                  .getVersion())
          .isEqualTo("3.5.12");
      ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
      client.getMaintenanceClient().snapshot(snapshot).get(20, TimeUnit.SECONDS);
      assertThat(snapshot.size()).isGreaterThan(10_000);
    }
  }

  @Test
  void etcd_hears_nobody_whom_its_authority_does_not_know() {
    Issued stranger = signed(stranger("etcd-ca"), served.simulation.now(), Duration.ofDays(1));
    ClientTls known = entranceTls();
    ClientTls tls =
        new ClientTls(known.authorities(), List.of(stranger.certificate()), stranger.key());
    try (Client client = etcd(tls(tls))) {
      assertThatThrownBy(
              () -> client.getKVClient().get(bytes("/registry/health")).get(5, TimeUnit.SECONDS))
          .isNotNull();
    }
  }

  private static int codeWith(Issued credentials) {
    try (KubernetesClient client =
        served.client(
            admin ->
                admin
                    .withClientCertData(base64(credentials.certificatePem()))
                    .withClientKeyData(base64(credentials.keyPem())))) {
      client.nodes().list();
      return 200;
    } catch (KubernetesClientException e) {
      return e.getCode();
    }
  }

  private static Issued signed(Authority by, Instant from, Duration validity) {
    Keys keys = new Keys(new Simulation(99));
    return by.issue(keys, Subject.client("operator", "system:masters"), from, validity);
  }

  private static Authority stranger(String name) {
    return Authority.create(
        new Keys(new Simulation(98)), name, Simulation.BEGINNING, Authority.AUTHORITY_VALIDITY);
  }

  private static Authority authority(String name) {
    return served
        .wire
        .ask(
            () -> {
              String pki = "/etc/kubernetes/pki/" + name;
              dev.firedrill.ports.NodeShell shell =
                  served.cluster.shell(served.topology.firstControlPlane());
              return Authority.parse(shell.read(pki + ".crt"), shell.read(pki + ".key"));
            })
        .join();
  }

  private static ClientTls entranceTls() {
    Entrance entrance = served.entrance();
    return ClientTls.parse(
        entrance.etcdAuthority().getBytes(StandardCharsets.US_ASCII),
        entrance.etcdCertificate().getBytes(StandardCharsets.US_ASCII),
        entrance.etcdKey().getBytes(StandardCharsets.US_ASCII));
  }

  private static io.netty.handler.ssl.SslContext tls(ClientTls client) {
    try {
      return GrpcSslContexts.forClient()
          .trustManager(client.authorities().toArray(new X509Certificate[0]))
          .keyManager(client.key(), client.certificates().toArray(new X509Certificate[0]))
          .build();
    } catch (javax.net.ssl.SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Client etcd(io.netty.handler.ssl.SslContext tls) {
    return Client.builder()
        .endpoints(served.entrance().etcdMembers().values().iterator().next())
        .sslContext(tls)
        .connectTimeout(Duration.ofSeconds(5))
        .waitForReady(false)
        .retryMaxAttempts(0)
        .build();
  }

  private static ByteSequence bytes(String text) {
    return ByteSequence.from(text, StandardCharsets.UTF_8);
  }

  private static String base64(String pem) {
    return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
  }
}
