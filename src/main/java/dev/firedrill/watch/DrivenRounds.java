package dev.firedrill.watch;

import dev.firedrill.ports.Background;
import dev.firedrill.ports.Background.Recurrence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rounds in virtual time, where an answer comes at the moment it is asked for. */
final class DrivenRounds implements Rounds {

  private final Background background;
  private final List<Recurrence> running = new ArrayList<>();
  private Runnable record = () -> {};

  DrivenRounds(Background background) {
    this.background = background;
  }

  @Override
  public void start(List<Probe<?>> questions, Runnable newRecord) {
    record = newRecord;
    for (Probe<?> question : questions) {
      running.add(
          background.every("watcher asks " + question.question(), Duration.ZERO, PERIOD, question));
    }
    running.add(background.every("watcher records", RECORDED_AFTER, PERIOD, newRecord));
  }

  @Override
  public void stop() {
    if (!running.isEmpty()) {
      running.forEach(Recurrence::close);
      running.clear();
      record.run();
    }
  }
}
