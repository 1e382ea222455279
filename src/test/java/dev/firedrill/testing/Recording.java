package dev.firedrill.testing;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Recorder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was recorded in memory. */
public final class Recording implements Recorder {

  private final List<Observation> observations = new CopyOnWriteArrayList<>();

  @Override
  public void record(Observation observation) {
    observations.add(observation);
  }

  /** All of it so far. */
  public History history() {
    return new History(observations);
  }

  /** Those of one kind so far. */
  public <T extends Observation> List<T> of(Class<T> kind) {
    return history().of(kind).toList();
  }
}
