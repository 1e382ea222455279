package dev.firedrill.drill;

import dev.firedrill.history.Observation.RecoverySeen;
import dev.firedrill.history.Recorder;
import dev.firedrill.ports.ApiProblem;
import dev.firedrill.ports.TimeSource;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records what is seen of a recovery: whatever changes, and while it does not, a look every 10 s.
 */
final class RecoveryWatch {

  /** It is a look at everything, and no light one. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Duration AT_LEAST = Duration.ofSeconds(10);

  private final Recorder recorder;
  private final TimeSource time;
  private @Nullable RecoverySeen last;
  private @Nullable Sight<Boolean> sight;
  private Instant next = Instant.MIN;

  RecoveryWatch(Recorder recorder, TimeSource time) {
    this.recorder = recorder;
    this.time = time;
  }

  /** The same condition; what is seen at each look is recorded. */
  Condition<Boolean> watching(Condition<Boolean> condition) {
    return new Condition<>(condition.expected(), condition.object(), () -> look(condition.look()));
  }

  private Sight<Boolean> look(Supplier<Sight<Boolean>> look) {
    if (sight != null && time.now().isBefore(next)) {
      return sight;
    }
    try {
      sight = look.get();
      note(sight instanceof Sight.NotYet<Boolean> notYet ? notYet.seen() : "");
      next = time.now().plus(PAUSE);
      return sight;
    } catch (RuntimeException unanswered) {
      sight = null;
      note("no answer: " + ApiProblem.told(unanswered));
      throw unanswered;
    }
  }

  /** A look that took its time held, or did not, no earlier than at its end. */
  private void note(String amiss) {
    Instant now = time.now();
    boolean holds = amiss.isEmpty();
    if (last == null
        || last.holds() != holds
        || Duration.between(last.at(), now).compareTo(AT_LEAST) >= 0) {
      last = new RecoverySeen(now, holds, amiss);
      recorder.record(last);
    }
  }
}
