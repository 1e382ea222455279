package dev.firedrill.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.distribution.CertificatePlace.Kind;
import dev.firedrill.testing.ScriptedShell;
import dev.firedrill.tools.Unexpected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateFilesTest {

  private static final String FILE = "/etc/kubernetes/file";

  private final ScriptedShell node = new ScriptedShell();

  private void unreadable(Kind kind, String content) {
    node.having(FILE, content.getBytes(UTF_8));
    assertThatThrownBy(
            () -> CertificateFiles.read(node, new CertificatePlace("one", FILE, "", kind)))
        .isInstanceOf(Unexpected.class)
        .hasNoCause()
        .hasMessageContaining("on node cp-1, " + FILE + ": expected certificates")
        .hasMessageNotContaining("c2VjcmV0");
  }

  @Test
  void a_file_that_is_not_there_has_none() {
    assertThat(CertificateFiles.read(node, new CertificatePlace("one", FILE, "", Kind.LEAF)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN CERTIFICATE-----\nMIIB",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n%\n-----END CERTIFICATE-----\n"
      })
  void one_that_is_cut_short_is_the_steps_failure(String content) {
    unreadable(Kind.LEAF, content);
    unreadable(Kind.AUTHORITY, content);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "users: [{user: {client-certificate-data: '%', client-key-data: c2VjcmV0}}]",
        "users: [{user: {client-key-data: c2VjcmV0",
      })
  void a_kubeconfig_that_cannot_be_read_is_named_and_nothing_of_it_is_told(String content) {
    unreadable(Kind.KUBECONFIG, content);
  }

  @Test
  void what_a_port_shows_in_part_is_the_steps_failure() {
    assertThatThrownBy(
            () ->
                CertificateFiles.printed(
                    node,
                    new CertificatePlace("served", "127.0.0.1:6443", "", Kind.LEAF),
                    "-----BEGIN CERTIFICATE-----\nMIIB"))
        .isInstanceOf(Unexpected.class)
        .hasMessageContaining("127.0.0.1:6443");
  }
}
