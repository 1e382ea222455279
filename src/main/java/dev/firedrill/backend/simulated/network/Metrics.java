package dev.firedrill.backend.simulated.network;

/** A component that tells of itself, in Prometheus' text format. */
public interface Metrics extends Listener {

  /** The metrics as they are now. */
  String text();
}
