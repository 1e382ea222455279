package dev.firedrill.history;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps observations in memory, for runs that are to leave nothing behind. They do not survive the
 * process.
 */
public final class HistoryInMemory implements Recorder {

  private final List<Observation> observations = new ArrayList<>();

  @Override
  public synchronized void record(Observation observation) {
    observations.add(observation);
  }

  /** What was recorded so far. */
  public synchronized History history() {
    return new History(observations);
  }
}
