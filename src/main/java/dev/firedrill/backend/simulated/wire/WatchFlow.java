package dev.firedrill.backend.simulated.wire;

import dev.firedrill.backend.simulated.api.ApiWatch;
import dev.firedrill.backend.simulated.table.Tables;
import java.time.Instant;
import java.util.function.Supplier;

/** A watch whose events go through a socket as they come. Confined to the simulation's thread. */
final class WatchFlow {

  /** Where the events go. */
  interface Sink {

    /** One event, as JSON. */
    void event(byte[] json);

    /** Nothing more comes. */
    void end();

    /** True where the client takes no more for the moment. */
    boolean full();

    /** True once the client is gone. */
    boolean gone();
  }

  private final ApiWatch watch;
  private final Asked asked;
  private final Supplier<Instant> clock;
  private final Sink sink;
  private boolean first = true;

  /**
   * A watch of which nothing was sent yet.
   *
   * @param clock the server's time, from which the ages of tables count
   */
  WatchFlow(ApiWatch watch, Asked asked, Supplier<Instant> clock, Sink sink) {
    this.watch = watch;
    this.asked = asked;
    this.clock = clock;
    this.sink = sink;
  }

  /** Sends what has happened since the last call; false once there is nothing more to send. */
  boolean send() {
    if (sink.gone()) {
      return false;
    }
    if (sink.full()) {
      return true;
    }
    for (byte[] event : watch.take()) {
      sink.event(
          asked.wantsTable() ? Tables.ofEvent(event, asked.include(), clock.get(), first) : event);
      first = false;
    }
    if (watch.ended()) {
      sink.end();
      return false;
    }
    return true;
  }
}
