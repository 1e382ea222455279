package dev.firedrill.workload;

import dev.firedrill.ports.Background;
import dev.firedrill.ports.Background.Recurrence;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A pace in virtual time, where an answer comes at the moment it is asked for. */
final class DrivenPace implements Pace {

  private final Background background;
  private final Consumer<WriteAttempt> write;
  private long next;
  private @Nullable Recurrence running;

  DrivenPace(Background background, long firstNumber, Consumer<WriteAttempt> write) {
    this.background = background;
    this.next = firstNumber;
    this.write = write;
  }

  @Override
  public void start(int perSecond) {
    running =
        background.every(
            "ledger writes",
            Duration.ZERO,
            Pace.period(perSecond),
            () -> write.accept(new WriteAttempt(next++)));
  }

  @Override
  public void stop() {
    if (running != null) {
      running.close();
    }
  }
}
