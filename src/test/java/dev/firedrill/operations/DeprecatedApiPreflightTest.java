package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.model.Version;
import org.junit.jupiter.api.Test;

class DeprecatedApiPreflightTest {

  private static final String METRICS =
      """
      # TYPE apiserver_requested_deprecated_apis gauge
      apiserver_requested_deprecated_apis{group="flowcontrol.apiserver.k8s.io",removed_release="1.32",resource="flowschemas",subresource="",version="v1beta3"} 1
      apiserver_requested_deprecated_apis{group="batch",removed_release="1.30",resource="widgets",subresource="",version="v1beta1"} 1
      apiserver_requested_deprecated_apis{group="",removed_release="",resource="componentstatuses",subresource="",version="v1"} 1
      """;

  @Test
  void an_api_that_the_new_version_no_longer_serves_is_named() {
    assertThat(DeprecatedApiPreflight.removedBy(Version.parse("v1.30.4"), METRICS))
        .containsExactly("widgets.v1beta1.batch");
  }

  @Test
  void an_api_that_goes_later_does_not_stop_the_upgrade() {
    assertThat(DeprecatedApiPreflight.removedBy(Version.parse("v1.29.4"), METRICS)).isEmpty();
    assertThat(DeprecatedApiPreflight.removedBy(Version.parse("v1.32.0"), METRICS)).hasSize(2);
  }
}
