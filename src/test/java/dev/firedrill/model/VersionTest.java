package dev.firedrill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

  private static final List<String> ORDER =
      List.of(
          "v1.29.15",
          "v1.30.0-beta.0",
          "v1.30.0-rc.9",
          "v1.30.0-rc.10",
          "v1.30.0-rc.10.4",
          "v1.30.0",
          "v1.30.0+k3s2",
          "v1.30.0+k3s10",
          "v1.30.1-vendor",
          "v1.30.1",
          "v1.30.10",
          "v2.0.0");

  @Test
  void versions_are_in_the_order_in_which_they_are_released() {
    List<Version> sorted = ORDER.stream().map(Version::parse).sorted().toList();

    assertThat(sorted).extracting(Version::toString).isEqualTo(ORDER);
    for (int i = 1; i < sorted.size(); i++) {
      assertThat(sorted.get(i - 1).isOlderThan(sorted.get(i))).isTrue();
      assertThat(sorted.get(i).isOlderThan(sorted.get(i - 1))).isFalse();
    }
  }

  @Test
  void what_vendors_add_changes_no_minor() {
    Version vendors = Version.parse("v1.29.4-vendor.7+fips");

    assertThat(vendors.minorsAhead(Version.parse("v1.29.4"))).isZero();
    assertThat(vendors).hasToString("v1.29.4-vendor.7+fips");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v1.29", "1.29.4.5", "v1.29.4-", "v1.29.4+", "v1.29.4 rc", "latest"})
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> Version.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining('"' + text + '"')
        .hasMessageContaining("v1.29.4");
  }
}
