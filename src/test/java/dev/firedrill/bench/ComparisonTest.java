package dev.firedrill.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  @Test
  void quartiles_lie_between_measurements_whatever_their_order() {
    assertThat(Quartiles.of(List.of(4.0, 1.0, 3.0, 2.0)))
        .isEqualTo(new Quartiles(1, 1.75, 2.5, 3.25, 4));
    assertThat(Quartiles.of(List.of(5.0))).isEqualTo(new Quartiles(5, 5, 5, 5, 5));
    assertThatThrownBy(() -> Quartiles.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void equal_medians_are_no_slower_and_one_outlier_does_not_decide() {
    assertThat(Comparison.of(seconds(20, 20, 20), seconds(20, 20, 20)).noSlower()).isTrue();
    assertThat(Comparison.of(seconds(19, 19, 90), seconds(20, 20, 20)).noSlower()).isTrue();
    assertThat(Comparison.of(seconds(19, 19, 19), seconds(20, 20, 20)).ratio())
        .isCloseTo(0.95, within(1e-9));
  }

  @Test
  void a_greater_median_is_slower_even_by_a_tenth_of_a_second() {
    assertThat(
            Comparison.of(
                    List.of(Duration.ofMillis(20_100), Duration.ofMillis(20_100)), seconds(20, 20))
                .noSlower())
        .isFalse();
    assertThat(Comparison.of(seconds(5, 21, 21), seconds(20, 20, 20)).noSlower()).isFalse();
  }

  @Test
  void ways_that_were_not_run_equally_often_are_not_compared() {
    assertThatThrownBy(() -> Comparison.of(seconds(1), seconds(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 and 2");
    assertThatThrownBy(() -> Comparison.of(seconds(), seconds()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Duration> seconds(int... seconds) {
    return IntStream.of(seconds).mapToObj(Duration::ofSeconds).toList();
  }
}
