package dev.firedrill.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LengthsTest {

  @Test
  void lengths_are_written_as_go_and_kubernetes_write_them() {
    assertThat(Lengths.parse("90s")).isEqualTo(Duration.ofSeconds(90));
    assertThat(Lengths.parse("5m")).isEqualTo(Duration.ofMinutes(5));
    assertThat(Lengths.parse("1h2m3s4ms"))
        .isEqualTo(Duration.ofHours(1).plusMinutes(2).plusSeconds(3).plusMillis(4));
    assertThat(Lengths.parse("250ms")).isEqualTo(Duration.ofMillis(250));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "soon", "-5s", "5s5m", "1.5s", "99999999999999999999s"})
  void what_is_no_length_is_refused_with_the_form_expected(String text) {
    assertThatThrownBy(() -> Lengths.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a form such as 90s");
  }
}
