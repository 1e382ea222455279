package dev.firedrill.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firedrill.backend.remote.MonotonicTimeSource;
import dev.firedrill.history.Observation.LoadWindow;
import dev.firedrill.history.Observation.RequestFailed;
import dev.firedrill.testing.Authority;
import dev.firedrill.testing.Recording;
import dev.firedrill.workload.ScriptedServer.Reaction;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** Load on an API server that demands a client certificate, through TLS as clients see it. */
class ApiLoadTest {

  private static final String HOST = "127.0.0.1";
  private static final Authority CLUSTER = new Authority("cluster");

  private final Recording recording = new Recording();

  @Test
  void both_sides_are_verified() {
    try (ScriptedServer server = server(CLUSTER.issue("kube-apiserver", HOST));
        OpenLoopLoad load = start(server)) {
      await().atMost(Duration.ofSeconds(60)).until(() -> server.answered.get() >= 20);
      load.stop();
      assertThat(recording.of(RequestFailed.class)).isEmpty();
      assertThat(recording.of(LoadWindow.class).stream().mapToLong(LoadWindow::sent).sum())
          .isEqualTo(server.requests.get());
      assertThat(recording.of(LoadWindow.class))
          .allSatisfy(window -> assertThat(window.stream()).isEqualTo("api"));
    }
  }

  @Test
  void a_server_that_another_authority_certified_gets_no_request() {
    fails(new Authority("stranger").issue("kube-apiserver", HOST));
  }

  @Test
  void a_server_certified_for_another_address_gets_no_request() {
    fails(CLUSTER.issue("kube-apiserver", "127.0.0.2"));
  }

  @Test
  void a_client_that_does_not_verify_is_refused() {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("https://127.0.0.1:6443")
            .withTrustCerts(true)
            .build();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      assertThatThrownBy(() -> LoadTarget.api(client))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("does not verify the server");
    }
  }

  private void fails(Authority.Identity identity) {
    try (ScriptedServer server = server(identity);
        OpenLoopLoad load = start(server)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> recording.of(RequestFailed.class).size() >= 5);
      load.stop();
      assertThat(server.requests).hasValue(0);
      assertThat(recording.of(RequestFailed.class))
          .allSatisfy(failure -> assertThat(failure.why()).startsWith("TLS handshake: "));
      assertThat(recording.of(LoadWindow.class))
          .allSatisfy(window -> assertThat(window.failed()).isEqualTo(window.sent()));
    }
  }

  private OpenLoopLoad start(ScriptedServer server) {
    Authority.Identity admin = CLUSTER.issue("admin", "");
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("https://" + HOST + ":" + server.port())
            .withCaCertData(base64(CLUSTER.certificate()))
            .withClientCertData(base64(admin.certificate()))
            .withClientKeyData(base64(admin.key()))
            .build();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      LoadProfile profile = new LoadProfile(50, Duration.ofSeconds(60), 2, 8, 10);
      return OpenLoopLoad.start(
          LoadTarget.api(client), profile, new MonotonicTimeSource(), recording);
    }
  }

  private static ScriptedServer server(Authority.Identity identity) {
    try {
      SslContext tls =
          SslContextBuilder.forServer(stream(identity.certificate()), stream(identity.key()))
              .trustManager(stream(CLUSTER.certificate()))
              .clientAuth(ClientAuth.REQUIRE)
              .build();
      return new ScriptedServer(number -> Reaction.ANSWER, tls);
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
