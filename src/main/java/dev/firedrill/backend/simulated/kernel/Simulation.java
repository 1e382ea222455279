package dev.firedrill.backend.simulated.kernel;

import dev.firedrill.ports.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Virtual time and what happens in it. Everything runs on the thread that lets time pass: whoever
 * sleeps, or waits for something, runs the events that are due meanwhile, one after the other in an
 * order that depends on the seed alone.
 *
 * <p>Two kinds of code run here. An operation, and a command that it runs on a machine, may let
 * time pass. An event may not: it happens at a moment, and schedules what comes later.
 */
public final class Simulation implements TimeSource {

  /** When every simulation begins. */
  public static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Trace trace = new Trace();
  private final Chance chance;
  private Instant now = BEGINNING;
  private long scheduled;
  private boolean inEvent;
  private boolean killed;

  /** A simulation in which every choice comes from the seed. */
  public Simulation(long seed) {
    this.chance = new Chance(seed, trace);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void sleep(Duration duration) {
    Instant until = now.plus(duration);
    runUntil(() -> false, until);
  }

  /**
   * Lets time pass until that holds; looked at before the first and after every event.
   *
   * @return false where it did not come to hold within the limit
   * @throws CancellationException where the thread was interrupted meanwhile
   */
  public boolean await(BooleanSupplier holds, Duration limit) {
    return runUntil(holds, now.plus(limit));
  }

  /**
   * Schedules something that happens once.
   *
   * @param what for the trace, for example {@code "kubelet cp-1: sync"}; the same in equal runs
   */
  public Event after(Duration delay, String what, Runnable happening) {
    Event event = new Event(now.plus(delay), scheduled++, what, happening);
    events.add(event);
    return event;
  }

  /** Schedules something that happens again and again, at first after one period. */
  public Recurring every(Duration period, String what, Runnable happening) {
    return new Recurring(this, period, what, happening);
  }

  /** True while an event happens: no time may pass now, and answers come at once. */
  public boolean inEvent() {
    return inEvent;
  }

  /**
   * Whoever lets time pass is killed: no time passes for them any more, they get {@link
   * HarnessKilled} again and again, until somebody else takes over.
   */
  public void kill() {
    killed = true;
  }

  /** True from {@link #kill} until somebody else takes over. */
  public boolean killed() {
    return killed;
  }

  /** Somebody else lets time pass from now on. */
  public void takeOver() {
    killed = false;
  }

  /** Where choices come from. */
  public Chance chance() {
    return chance;
  }

  /** What happened so far. */
  public Trace trace() {
    return trace;
  }

  private boolean runUntil(BooleanSupplier holds, Instant until) {
    if (inEvent) {
      throw new IllegalStateException("an event cannot let time pass, it has to schedule another");
    }
    if (killed) {
      throw new HarnessKilled();
    }
    while (!holds.getAsBoolean()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while time was passing");
      }
      Event next = events.peek();
      if (next == null || next.at().isAfter(until)) {
        now = until;
        return false;
      }
      events.poll();
      if (!next.cancelled()) {
        now = next.at();
        trace.note(now, next.what());
        happen(next);
        if (killed) {
          throw new HarnessKilled();
        }
      }
    }
    return true;
  }

  private void happen(Event event) {
    inEvent = true;
    try {
      event.happen();
    } finally {
      inEvent = false;
    }
  }
}
