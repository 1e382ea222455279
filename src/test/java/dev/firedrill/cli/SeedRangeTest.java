package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedRangeTest {

  @Test
  void a_range_has_its_first_and_its_last_seed_in_it() {
    assertThat(SeedRange.problems("-1..3")).isEmpty();
    assertThat(SeedRange.parse("-1..3")).isEqualTo(new SeedRange(-1, 3));
    assertThat(SeedRange.parse("-1..3").size()).isEqualTo(5);
    assertThat(SeedRange.parse("7..7")).hasToString("7..7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "1-5", "1..", "..5", "a..b", "1...5", "1..99999999999999999999"})
  void what_is_no_range_is_refused_and_an_example_given(String written) {
    assertThat(SeedRange.problems(written))
        .singleElement()
        .asString()
        .contains("\"" + written + "\" is no range of seeds", "1..200");
  }

  @Test
  void a_range_that_is_empty_or_too_long_is_refused() {
    assertThat(SeedRange.problems("5..1")).singleElement().asString().contains("no seed in it");
    assertThat(SeedRange.problems("1..1000000")).isEmpty();
    assertThat(SeedRange.problems("1..1000001")).singleElement().asString().contains("more than");
  }
}
