package dev.firedrill.distribution.kubeadm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.testing.ScriptedShell;
import dev.firedrill.tools.Unexpected;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubeletClientTest {

  private static final String PRINTED = "/run/firedrill-secret";
  private static final String ISSUED = "/var/lib/kubelet/pki/kubelet-client-firedrill.pem";

  private final ScriptedShell node = new ScriptedShell();

  private static ScriptedShell printing(String kubeconfig) {
    return new ScriptedShell().having(PRINTED, kubeconfig.getBytes(UTF_8));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  @Test
  void the_certificate_and_its_key_go_into_one_file() {
    String user =
        "users: [{user: {client-certificate-data: %s, client-key-data: %s}}]"
            .formatted(base64("CERTIFICATE\n"), base64("KEY\n"));
    KubeletClient.issue(printing(user), node);
    assertThat(node.written(ISSUED)).isEqualTo("CERTIFICATE\nKEY\n");
  }

  /** A parser's own words quote the line that it cannot read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "users: []",
        "users: [{user: {client-key-data: c2VjcmV0}}]",
        "users: [{user: {client-certificate-data: '%secret%', client-key-data: c2VjcmV0}}]",
        "users: [c2VjcmV0, secret"
      })
  void what_is_no_kubeconfig_is_the_steps_failure_and_nothing_of_it_is_told(String printed) {
    assertThatThrownBy(() -> KubeletClient.issue(printing(printed), node))
        .isInstanceOf(Unexpected.class)
        .hasNoCause()
        .hasMessageContaining("on node cp-1, what \"kubeadm kubeconfig user\" printed")
        .hasMessageNotContainingAny("c2VjcmV0", "secret");
    assertThat(node.has(ISSUED)).isFalse();
  }
}
