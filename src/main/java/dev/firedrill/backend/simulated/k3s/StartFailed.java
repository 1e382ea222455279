package dev.firedrill.backend.simulated.k3s;

/** Why k3s ends at its start, in its own words. */
final class StartFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StartFailed(String why) {
    super(why);
  }
}
