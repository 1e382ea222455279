package dev.firedrill.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.ports.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitTest {

  private final VirtualTime time = new VirtualTime();
  private final Deque<Boolean> sights = new ArrayDeque<>();

  @Test
  void a_wait_in_vain_says_what_was_expected_of_what_and_seen_last() {
    assertThatThrownBy(() -> new Await(time).until(scripted(), Duration.ofSeconds(3)))
        .isInstanceOf(WaitedInVain.class)
        .hasMessage("waited 3 s for node cp-1 to be Ready; last seen: NotReady");
  }

  @Test
  void a_cluster_that_gives_no_answer_is_asked_again() {
    int[] looks = {0};
    Condition<Integer> condition =
        new Condition<>(
            "healthy",
            "etcd",
            () -> {
              if (looks[0]++ < 2) {
                throw new EtcdUnavailable("no leader", null);
              }
              return new Sight.Holds<>(looks[0]);
            });
    assertThat(new Await(time).until(condition, Duration.ofSeconds(3))).isEqualTo(3);
  }

  @Test
  void a_wait_for_an_answer_in_vain_says_why_none_came() {
    Condition<Boolean> refused =
        new Condition<>(
            "Ready",
            "node cp-1",
            () -> {
              throw new EtcdUnavailable("asking failed", new IOException("unknown authority"));
            });
    assertThatThrownBy(() -> new Await(time).until(refused, Duration.ofSeconds(1)))
        .hasMessageEndingWith("last seen: no answer: asking failed (unknown authority)");
  }

  @Test
  void a_mistake_of_the_program_is_not_waited_out() {
    Condition<Boolean> broken =
        new Condition<>(
            "Ready",
            "node cp-1",
            () -> {
              throw new IllegalStateException("bug");
            });
    assertThatThrownBy(() -> new Await(time).until(broken, Duration.ofHours(1)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(time.now()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void what_holds_and_breaks_again_has_not_settled() {
    sights.addAll(List.of(true, true, false));
    for (int i = 0; i < 20; i++) {
      sights.add(true);
    }
    new Await(time).untilSettled(scripted(), Duration.ofSeconds(2), Duration.ofMinutes(1));
    assertThat(sights).hasSize(20 - 9);
  }

  @Test
  void what_has_not_settled_in_time_says_for_how_long_it_had_held() {
    sights.add(false);
    for (int i = 0; i < 50; i++) {
      sights.add(true);
    }
    assertThatThrownBy(
            () ->
                new Await(time)
                    .untilSettled(scripted(), Duration.ofMinutes(1), Duration.ofSeconds(4)))
        .hasMessage("waited 4 s for node cp-1 to be Ready for 60 s; last seen: has held for 3 s");
  }

  private Condition<Boolean> scripted() {
    return new Condition<>(
        "Ready",
        "node cp-1",
        () -> Sight.when(!sights.isEmpty() && sights.poll(), () -> "NotReady"));
  }

  private static final class VirtualTime implements TimeSource {

    private Instant now = Instant.EPOCH;

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public void sleep(Duration duration) {
      now = now.plus(duration);
    }
  }
}
