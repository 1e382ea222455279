package dev.firedrill.backend.simulated.kubeadm;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.model.Version;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VersionRulesTest {

  private static void upgrade(String kubeadm, String from, String to, String... kubelets) {
    VersionRules.upgrade(
        Version.parse(kubeadm),
        Version.parse(from),
        Version.parse(to),
        Stream.of(kubelets).map(Version::parse).toList());
  }

  @Test
  void the_next_minor_and_a_patch_are_allowed() {
    assertThatCode(() -> upgrade("v1.30.4", "v1.29.4", "v1.30.4", "v1.29.4"))
        .doesNotThrowAnyException();
    assertThatCode(() -> upgrade("v1.29.14", "v1.29.4", "v1.29.14", "v1.29.4"))
        .doesNotThrowAnyException();
  }

  @Test
  void a_skipped_minor_is_refused_in_kubeadms_words() {
    assertThatThrownBy(() -> upgrade("v1.31.14", "v1.29.4", "v1.31.14"))
        .hasMessageContaining("\"v1.31.14\" is too high")
        .hasMessageContaining("only 1 minor version at a time");
    assertThatThrownBy(
            () -> VersionRules.supported(Version.parse("v1.31.14"), Version.parse("v1.29.4")))
        .hasMessageContaining(">= 1.30.0. Current version: v1.29.4");
  }

  @Test
  void a_kubeadm_older_than_the_target_is_refused() {
    assertThatThrownBy(() -> upgrade("v1.29.4", "v1.29.4", "v1.30.4"))
        .hasMessageContaining("at least one minor release higher than the kubeadm minor release");
    assertThatThrownBy(() -> upgrade("v1.30.4", "v1.30.4", "v1.30.14"))
        .hasMessageContaining("Upgrade kubeadm first");
  }

  @Test
  void kubelets_four_minors_behind_are_too_old() {
    assertThatThrownBy(() -> upgrade("v1.30.4", "v1.29.4", "v1.30.4", "v1.26.0"))
        .hasMessageContaining("too old")
        .hasMessageContaining("v1.26.0");
    assertThatCode(() -> VersionRules.supported(Version.parse("v1.30.4"), Version.parse("v1.29.4")))
        .doesNotThrowAnyException();
    assertThatCode(() -> upgrade("v1.30.4", "v1.29.4", "v1.30.4", List.of("v1.27.0").get(0)))
        .doesNotThrowAnyException();
  }
}
