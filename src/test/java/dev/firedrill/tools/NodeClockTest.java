package dev.firedrill.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.testing.ScriptedShell;
import dev.firedrill.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeClockTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualTime time = new VirtualTime();

  @Test
  void what_the_answer_took_is_no_difference() {
    ClockReading reading = NodeClock.read(new Slow(SECOND, List.of(3L, 4L, 5L)), time);
    assertThat(reading.ahead()).as("of one second that cannot be told from none").isZero();
    assertThat(reading.uncertainty()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(reading.mayBeWithin(SECOND)).isTrue();
  }

  @Test
  void a_slow_answer_is_asked_for_again_and_the_most_exact_one_counts() {
    Slow slow = new Slow(Duration.ofHours(2), List.of(4L, 0L, 9L));
    ClockReading reading = NodeClock.read(slow, time);
    assertThat(reading.ahead()).isEqualTo(Duration.ofHours(2));
    assertThat(reading.uncertainty()).isZero();
    assertThat(slow.seconds).as("answers that nobody asked for").hasSize(1);
    assertThat(reading.mayBeWithin(SECOND)).isFalse();
    assertThat(reading).hasToString("2 h ahead, give or take 0 ms");
  }

  @Test
  void two_clocks_are_held_against_each_other_with_what_is_uncertain_of_both() {
    ClockReading one = new ClockReading(Duration.ofMillis(-900), Duration.ofMillis(20));
    ClockReading other = new ClockReading(Duration.ofMillis(300), Duration.ofMillis(30));
    ClockReading off = one.against(other);
    assertThat(off).isEqualTo(new ClockReading(Duration.ofMillis(-1_200), Duration.ofMillis(50)));
    assertThat(off).hasToString("1200 ms behind, give or take 50 ms");
    assertThat(off.mayBeWithin(SECOND)).isFalse();
    assertThat(off.mayBeWithin(Duration.ofMillis(1_150))).isTrue();
  }

  @Test
  void what_is_no_time_is_said_so() {
    ScriptedShell busybox = new ScriptedShell().answering("date +%s.%N", "1767225600.%N\n");
    assertThatThrownBy(() -> NodeClock.read(busybox, time))
        .isInstanceOf(Unexpected.class)
        .hasMessageContaining("node cp-1")
        .hasMessageContaining("1767225600.%N");
  }

  @Test
  void a_clock_is_set_to_the_nanosecond() {
    assertThat(NodeClock.set(Instant.parse("2026-01-01T00:00:01.002Z")).argv())
        .containsExactly("date", "--set=@1767225601.002000000");
  }

  /** A machine whose clock is ahead, and that takes so many seconds for each answer. */
  private final class Slow implements NodeShell {

    private final Duration ahead;
    private final Deque<Long> seconds;

    Slow(Duration ahead, List<Long> seconds) {
      this.ahead = ahead;
      this.seconds = new ArrayDeque<>(seconds);
    }

    @Override
    public NodeName node() {
      return new NodeName("worker-1");
    }

    /** The clock is read half a second after the question, or at once. */
    @Override
    public CommandResult run(Command command) {
      Duration takes = Duration.ofSeconds(seconds.pop());
      Duration before = takes.isZero() ? takes : Duration.ofMillis(500);
      Instant read = time.now().plus(before).plus(ahead);
      time.sleep(takes);
      return new CommandResult(
          0, "%d.%09d\n".formatted(read.getEpochSecond(), read.getNano()), "", takes);
    }

    @Override
    public byte[] read(String path) {
      throw new UnsupportedOperationException(path);
    }

    @Override
    public void write(String path, byte[] content, String mode) {
      throw new UnsupportedOperationException(path);
    }
  }
}
