package dev.firedrill.backend.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.pki.Kubeconfig;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.testing.ScriptedShell;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.security.KeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigAccessTest {

  private static final String ADMIN = "/etc/kubernetes/admin.conf";

  /** A parser's own words quote the line that it cannot read, and a wait tells the last cause. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "no kubeconfig",
        "users: [{user: {client-key-data: c2VjcmV0: c2VjcmV0}}]",
        "users: [{user: {client-key-data: c2VjcmV0",
        "users: {client-key-data: c2VjcmV0}",
      })
  void what_is_no_kubeconfig_is_named_and_nothing_of_it_is_told(String content) {
    ScriptedShell shell = new ScriptedShell().having(ADMIN, content.getBytes(UTF_8));
    try (KubeconfigAccess access =
        new KubeconfigAccess(
            TopologyFile.read(Path.of("clusters/single.yaml")), node -> shell, ADMIN)) {
      assertThatThrownBy(access::client)
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("kubeconfig " + ADMIN + " cannot be used")
          .hasNoCause();
    }
  }

  /** A drill broke down on a client that was closed between two requests of one look. */
  @Test
  void who_asks_by_a_client_from_before_a_refresh_can_go_on_asking() {
    TestAuthority authority = new TestAuthority();
    KeyPair keys = TestAuthority.ec();
    String kubeconfig =
        new Kubeconfig(
                "one",
                "https://127.0.0.1:1",
                text(authority.certificate()),
                "admin",
                text(authority.issue("admin", keys)),
                text(keys),
                "")
            .yaml();
    ScriptedShell shell = new ScriptedShell().having(ADMIN, kubeconfig.getBytes(UTF_8));
    KubeconfigAccess access =
        new KubeconfigAccess(
            TopologyFile.read(Path.of("clusters/single.yaml")), node -> shell, ADMIN);
    KubernetesClient before = access.client();

    access.refresh();
    access.refresh();

    assertThat(access.client()).isNotSameAs(before);
    assertThat(before.getHttpClient().isClosed()).isFalse();

    KubernetesClient last = access.client();
    access.refresh();
    access.refresh();

    assertThat(before.getHttpClient().isClosed()).isTrue();
    assertThat(last.getHttpClient().isClosed()).isFalse();

    access.close();

    assertThat(last.getHttpClient().isClosed()).isTrue();
  }

  private static String text(Object what) {
    return new String(TestAuthority.pem(what), US_ASCII);
  }
}
