package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.model.DisasterRow;
import dev.firedrill.model.Length;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TextsTest {

  @Test
  void a_length_of_time_has_the_two_units_that_matter() {
    assertThat(Length.text(Duration.ofMillis(900))).isEqualTo("0 s");
    assertThat(Length.text(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(Length.text(Duration.ofSeconds(423))).isEqualTo("7 min 3 s");
    assertThat(Length.text(Duration.ofMinutes(60))).isEqualTo("60 min");
    assertThat(Length.text(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
    assertThat(Length.text(Duration.ofHours(8))).isEqualTo("8 h");
  }

  @Test
  void a_bound_has_the_tables_lower_bound_beside_it() {
    assertThat(Texts.bound(DisasterRow.ETCD_MEMBER))
        .isEqualTo("30 min (the table says 15 min to 30 min)");
    assertThat(Texts.bound(DisasterRow.CONTROL_PLANE_NODE)).isEqualTo("10 s");
  }
}
