package dev.firedrill.cli;

import dev.firedrill.ports.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Prints every seed that did not pass as it comes, and now and then how far it all is. */
final class ExplorationLines {

  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final Replay replay;
  private final SeedRange range;
  private final TimeSource clock;
  private final Consumer<String> line;
  private final Instant began;
  private Instant last;
  private long ended;
  private long unexpected;
  private Duration simulated = Duration.ZERO;

  ExplorationLines(Replay replay, SeedRange range, TimeSource clock, Consumer<String> line) {
    this.replay = replay;
    this.range = range;
    this.clock = clock;
    this.line = line;
    this.began = clock.now();
    this.last = began;
  }

  /** A seed that did not pass, or should not have, when it was drilled before. */
  synchronized void drilledBefore(SeedTrace trace) {
    line.accept(
        "seed %d: %s%s, when it was drilled before"
            .formatted(trace.seed(), trace.verdict(), expected(trace.expected())));
    line.accept("  replay: " + replay.of(trace.seed()));
  }

  /** The drill of a seed is over. */
  synchronized void ended(SeedResult result) {
    ended++;
    simulated = simulated.plus(result.simulated());
    if (!result.expected()) {
      unexpected++;
    }
    if (!result.passed() || !result.expected()) {
      line.accept(
          "seed %d: %s%s: %s"
              .formatted(
                  result.seed(), result.verdict(), expected(result.expected()), result.finding()));
      if (!result.faults().isEmpty()) {
        line.accept("  faults: " + String.join("; ", result.faults()));
      }
      line.accept("  replay: " + replay.of(result.seed()));
    }
    if (!clock.now().isBefore(last.plus(PERIOD))) {
      last = clock.now();
      Pace pace = new Pace(ended, simulated, Duration.between(began, last));
      line.accept(
          "%5d s  %d of %d seeds, %d not as expected, %s"
              .formatted(pace.real().toSeconds(), ended, range.size(), unexpected, pace));
    }
  }

  private static String expected(boolean expected) {
    return expected ? ", as expected" : ", not as expected";
  }
}
