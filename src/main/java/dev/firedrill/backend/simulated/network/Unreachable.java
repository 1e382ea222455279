package dev.firedrill.backend.simulated.network;

/** A connection that was not made; it happens all the time, so that it knows no stack. */
public final class Unreachable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String from;
  private final String to;
  private final int port;
  private final boolean refused;

  Unreachable(String from, Address to, boolean refused) {
    super(null, null, false, false);
    this.from = from;
    this.to = to.host();
    this.port = to.port();
    this.refused = refused;
  }

  @Override
  public String getMessage() {
    String why = refused ? "connect: connection refused" : "i/o timeout";
    return "dial tcp " + to + ":" + port + ": " + why + " (from " + from + ")";
  }

  /** True where the host answered that nobody listens; false where nothing answered at all. */
  public boolean refused() {
    return refused;
  }
}
