package dev.firedrill.ports;

import java.time.Duration;

/** The way from outside to a cluster's network, where that is not this machine's network. */
public interface Traffic {

  /** Opens a connection. That nobody is there shows at the first request. */
  Connection connect(String host, int port);

  /** A connection that is kept alive. */
  interface Connection {

    /** False once the other side has closed it. */
    boolean open();

    /** Asks for that path by HTTP. The answer is known at once, and comes when it says. */
    Reply get(String path);
  }

  /**
   * What becomes of a request.
   *
   * @param status the status of the answer, or 0 where none comes
   * @param problem why none comes, or empty
   * @param took after how long that is known to the one who asked
   */
  record Reply(int status, String problem, Duration took) {

    /** An answer. */
    public static Reply of(int status, Duration took) {
      return new Reply(status, "", took);
    }

    /** No answer, and why. */
    public static Reply none(String problem, Duration took) {
      return new Reply(0, problem, took);
    }
  }
}
