package dev.firedrill.backend.simulated.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Every choice that is left to chance, drawn from the run's seed and noted in its trace. */
public final class Chance {

  private final Random random;
  private final Trace trace;

  Chance(long seed, Trace trace) {
    this.random = new Random(seed);
    this.trace = trace;
  }

  /** A whole number from 0 up to, and without, the bound. */
  public int below(int bound) {
    int drawn = random.nextInt(bound);
    trace.note(drawn);
    return drawn;
  }

  /** One of them. */
  public <T> T of(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** A duration between the two, to the millisecond. */
  public Duration between(Duration from, Duration to) {
    return from.plusMillis(below(Math.toIntExact(to.minus(from).toMillis()) + 1));
  }

  /** A duration around this one, at most a tenth away from it. */
  public Duration about(Duration usual) {
    Duration tenth = usual.dividedBy(10);
    return between(usual.minus(tenth), usual.plus(tenth));
  }

  /** Random bytes; they need not be secret, only the same for the same seed. */
  public byte[] bytes(int count) {
    byte[] drawn = new byte[count];
    random.nextBytes(drawn);
    return drawn;
  }
}
