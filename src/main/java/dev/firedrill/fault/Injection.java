package dev.firedrill.fault;

import dev.firedrill.waiting.Await;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.time.Duration;

/**
 * The handle of a fault. It is there before anything is broken, so that whoever holds it heals what
 * was broken also where the injection ended half way.
 */
public final class Injection {

  private final Fault fault;
  private final FaultContext context;

  /** Breaks nothing yet. */
  public Injection(Fault fault, FaultContext context) {
    this.fault = fault;
    this.context = context;
  }

  /** Breaks it; may be repeated. */
  public void inject() {
    fault.inject(context);
  }

  /** True where the fault is seen at once; who cannot look has not seen it. */
  public boolean isThere() {
    try {
      return fault.confirmation(context).look().get() instanceof Sight.Holds;
    } catch (RuntimeException unanswered) {
      return false;
    }
  }

  /**
   * Waits until the fault is seen.
   *
   * @return what was seen, in a line
   * @throws dev.firedrill.waiting.WaitedInVain where it is not in time
   */
  public String confirm(Duration limit) {
    Condition<Boolean> seen = fault.confirmation(context);
    new Await(context.cluster().time()).until(seen, limit);
    return seen.object() + ": " + seen.expected();
  }

  /**
   * Heals what recovery is not to mend; may be repeated, and where nothing was broken.
   *
   * @return what was done, in a line
   */
  public String heal() {
    return fault.heal(context);
  }
}
