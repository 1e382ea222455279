package dev.firedrill.fault;

import dev.firedrill.model.Length;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.ports.Skewable;
import dev.firedrill.tools.ClockReading;
import dev.firedrill.tools.NodeClock;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.time.Duration;
import java.util.List;

/**
 * A machine's clock is wrong, and so is that of a machine that is made anew in its place; healing
 * sets it right.
 *
 * @param node the machine
 * @param ahead how far it is ahead; negative where it is behind
 */
public record SkewClock(NodeName node, Duration ahead) implements Fault {

  private static final Duration CLOSE = Duration.ofSeconds(1);

  /**
   * Ahead, or behind.
   *
   * @throws IllegalArgumentException unless one of them is given, and longer than none
   */
  static SkewClock of(NodeName node, Duration ahead, Duration behind) {
    if (ahead.isZero() == behind.isZero()) {
      throw new IllegalArgumentException(
          "skew-clock needs either \"ahead\" or \"behind\", a length of time such as 2h");
    }
    return new SkewClock(node, ahead.minus(behind));
  }

  @Override
  public List<String> changes(Topology topology, Seed seed) {
    return List.of(
        "the clock of machine %s is %s %s"
            .formatted(node, Length.text(ahead.abs()), ahead.isNegative() ? "behind" : "ahead"));
  }

  @Override
  public void inject(FaultContext context) {
    context.capability(Skewable.class).putAhead(node, ahead);
  }

  @Override
  public Condition<Boolean> confirmation(FaultContext context) {
    return new Condition<>("wrong", "the clock of machine " + node, () -> look(context));
  }

  /** A machine that another fault has taken away shows it once it is made anew. */
  private Sight<Boolean> look(FaultContext context) {
    boolean there = context.capability(Skewable.class).ahead(node).equals(ahead);
    try {
      ClockReading seen = NodeClock.read(context.shell(node), context.cluster().time());
      ClockReading off = seen.against(new ClockReading(ahead, Duration.ZERO));
      return Sight.when(there && off.mayBeWithin(CLOSE), () -> "it is " + seen);
    } catch (NodeUnreachable | CommandTimedOut gone) {
      return Sight.when(there, () -> "it is as it was, and the machine gives no answer");
    }
  }

  @Override
  public String heal(FaultContext context) {
    context.capability(Skewable.class).putAhead(node, Duration.ZERO);
    return "the clock of machine " + node + " is right";
  }
}
