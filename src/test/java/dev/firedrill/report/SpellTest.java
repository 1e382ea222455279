package dev.firedrill.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpellTest {

  private static final Instant AT = RunDescriptions.STARTED_AT;

  @Test
  void equal_sights_in_a_row_are_one_spell_that_ends_where_another_value_is_seen() {
    assertThat(Spell.between(List.of(sight(0, "up"), sight(5, "up"), sight(9, "down")), sure(12)))
        .containsExactly(new Spell<>("up", span(0, 9)), new Spell<>("down", span(9, 12)));
  }

  @Test
  void a_sight_is_not_held_true_for_long_without_another() {
    assertThat(Spell.between(List.of(sight(0, "up"), sight(100, "up")), sure(101)))
        .containsExactly(new Spell<>("up", span(0, 15)), new Spell<>("up", span(100, 101)));
  }

  @Test
  void nothing_is_known_while_firedrill_was_not_running() {
    Course killed = new Course(span(0, 20), List.of(span(4, 10)));
    assertThat(Spell.between(List.of(sight(0, "up"), sight(11, "up")), killed))
        .containsExactly(new Spell<>("up", span(0, 4)), new Spell<>("up", span(11, 20)));
  }

  private static Course sure(int end) {
    return new Course(span(0, end), List.of());
  }

  private static Spell.Sight<String> sight(int second, String value) {
    return new Spell.Sight<>(AT.plusSeconds(second), value);
  }

  private static Span span(int from, int to) {
    return new Span(AT.plusSeconds(from), AT.plusSeconds(to));
  }
}
