package dev.firedrill.backend.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.testing.ScriptedShell;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
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
}
