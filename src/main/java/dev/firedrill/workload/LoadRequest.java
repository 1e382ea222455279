package dev.firedrill.workload;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request from its intended start to its end, which comes exactly once. Confined to the load's
 * event loop.
 */
final class LoadRequest {

  /** Told how requests end. */
  interface Outcomes {
    void succeeded(LoadRequest request);

    void failed(LoadRequest request, String why);
  }

  private final Instant intended;
  private final Instant deadline;
  private final Outcomes outcomes;
  private @Nullable HttpConnection connection;
  private boolean ended;

  LoadRequest(Instant intended, Instant deadline, Outcomes outcomes) {
    this.intended = intended;
    this.deadline = deadline;
    this.outcomes = outcomes;
  }

  Instant intended() {
    return intended;
  }

  boolean ended() {
    return ended;
  }

  boolean expiredBy(Instant now) {
    return !now.isBefore(deadline);
  }

  /** From now on that connection carries it, and that one only. */
  void carriedBy(HttpConnection carrier) {
    connection = carrier;
  }

  void succeed() {
    if (!ended) {
      ended = true;
      outcomes.succeeded(this);
    }
  }

  void fail(String why) {
    if (!ended) {
      ended = true;
      outcomes.failed(this, why);
    }
  }

  /** Ends it for want of an answer; the connection that carries it is not used again. */
  void expire(Duration limit) {
    if (ended) {
      return;
    }
    if (connection == null) {
      fail("no connection became free within " + limit.toMillis() + " ms");
    } else {
      fail(connection.waitsFor() + " within " + limit.toMillis() + " ms");
      connection.retire();
    }
  }
}
