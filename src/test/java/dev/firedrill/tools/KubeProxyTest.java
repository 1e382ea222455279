package dev.firedrill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.ports.CommandResult;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubeProxyTest {

  @ParameterizedTest
  @CsvSource({"0,0", "37,37", "1.234567e+06,1234567"})
  void the_count_is_read_as_prometheus_writes_it(String written, long count) {
    assertThat(read(0, KubeProxy.ENDPOINT_CHANGES + " " + written + "\n")).hasValue(count);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "kubeproxy_sync_proxy_rules_endpoint_changes_pending 3",
        "kubeproxy_sync_proxy_rules_endpoint_changes_total NaN or so",
        "kubeproxy_sync_proxy_rules_endpoint_changes_total many"
      })
  void anything_else_is_no_count(String printed) {
    assertThat(read(0, printed)).isEmpty();
  }

  @Test
  void what_a_command_that_failed_has_printed_is_none_either() {
    assertThat(read(1, KubeProxy.ENDPOINT_CHANGES + " 3\n")).isEmpty();
  }

  private static OptionalLong read(int exitCode, String stdout) {
    return KubeProxy.endpointChanges(new CommandResult(exitCode, stdout, "", Duration.ZERO));
  }
}
