package dev.firedrill.waiting;

import dev.firedrill.ports.ApiProblem;
import dev.firedrill.ports.Causes;
import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.ports.TimeSource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;

/**
 * Waits for conditions on the run's own clock. (Awaitility has no clock to substitute, and the
 * simulator's time is virtual: see docs/architecture.md, Decisions.)
 */
public final class Await {

  private static final Duration POLL = Duration.ofMillis(250);

  private final TimeSource time;

  /** Waits on that clock. */
  public Await(TimeSource time) {
    this.time = time;
  }

  /**
   * Looks until the condition holds; looks at least once.
   *
   * @throws WaitedInVain where it does not hold in time
   */
  public <T> T until(Condition<T> condition, Duration limit) {
    Instant start = time.now();
    while (true) {
      Sight<T> sight = look(condition);
      if (sight instanceof Sight.Holds<T> holds) {
        return holds.value();
      }
      Duration elapsed = Duration.between(start, time.now());
      if (elapsed.compareTo(limit) >= 0) {
        throw new WaitedInVain(condition, elapsed, ((Sight.NotYet<T>) sight).seen());
      }
      time.sleep(POLL);
    }
  }

  /**
   * Looks until the condition has held for a while without a break.
   *
   * @param settle how long it has to have held
   * @throws WaitedInVain where it does not in time
   */
  public <T> T untilSettled(Condition<T> condition, Duration settle, Duration limit) {
    Instant start = time.now();
    Instant[] heldSince = new Instant[1];
    Condition<T> settled =
        new Condition<>(
            condition.expected() + " for " + settle.toSeconds() + " s",
            condition.object(),
            () -> {
              Sight<T> sight = look(condition);
              Instant now = time.now();
              if (sight instanceof Sight.NotYet<T>) {
                heldSince[0] = null;
                return sight;
              }
              if (heldSince[0] == null) {
                heldSince[0] = now;
              }
              return Duration.between(heldSince[0], now).compareTo(settle) >= 0
                  ? sight
                  : new Sight.NotYet<>(
                      "has held for " + Duration.between(heldSince[0], now).toSeconds() + " s");
            });
    return until(settled, limit);
  }

  private static <T> Sight<T> look(Condition<T> condition) {
    try {
      return condition.look().get();
    } catch (KubernetesClientException e) {
      return new Sight.NotYet<>(
          (ApiProblem.isAnswer(e) ? "refused: " : "no answer: ") + ApiProblem.of(e));
    } catch (NodeUnreachable | CommandTimedOut | EtcdUnavailable unanswered) {
      return new Sight.NotYet<>("no answer: " + unanswered.getMessage() + cause(unanswered));
    }
  }

  /** Some say that a request failed, and only their cause says why. */
  private static String cause(RuntimeException unanswered) {
    String why = Causes.of(unanswered);
    return String.valueOf(unanswered.getMessage()).contains(why) ? "" : " (" + why + ")";
  }
}
