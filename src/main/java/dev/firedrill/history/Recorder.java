package dev.firedrill.history;

/** Takes observations as they are made; safe for use by several threads. */
@FunctionalInterface
public interface Recorder {

  /** Keeps the observation; when this returns it survives a kill of the process. */
  void record(Observation observation);
}
