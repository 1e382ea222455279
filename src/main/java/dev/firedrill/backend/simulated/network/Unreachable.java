package dev.firedrill.backend.simulated.network;

/** A connection that was not made. */
public final class Unreachable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean refused;

  Unreachable(String from, Address to, boolean refused) {
    super(
        refused
            ? "dial tcp %s: connect: connection refused (from %s)".formatted(to, from)
            : "dial tcp %s: i/o timeout (from %s)".formatted(to, from));
    this.refused = refused;
  }

  /** True where the host answered that nobody listens; false where nothing answered at all. */
  public boolean refused() {
    return refused;
  }
}
