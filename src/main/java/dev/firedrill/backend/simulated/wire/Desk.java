package dev.firedrill.backend.simulated.wire;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.ports.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Where the threads of sockets leave what they want of the simulation, which has one thread. That
 * thread answers one after the other, in the order in which they came.
 */
final class Desk {

  private static final Duration LOOK = Duration.ofMillis(20);

  private final Simulation simulation;
  private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
  private final List<BooleanSupplier> lookouts = new ArrayList<>();
  private volatile Instant now;

  Desk(Simulation simulation) {
    this.simulation = simulation;
    this.now = simulation.now();
  }

  /** The simulation's time as of the last look; for any thread. */
  Instant now() {
    return now;
  }

  /** Asks the simulation's thread; from any thread. */
  <T> CompletableFuture<T> ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    waiting.add(
        () -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  /**
   * Has somebody look whenever something may have happened, as long as he says that he is not done;
   * on the simulation's thread, which is the only one that may call this.
   */
  void lookOut(BooleanSupplier look) {
    lookouts.add(look);
  }

  /**
   * Makes the calling thread the simulation's, until that holds or it is interrupted: it answers,
   * and lets as much virtual time pass as passes on the clock.
   */
  void keepPace(TimeSource clock, BooleanSupplier until) {
    Duration behind = Duration.between(simulation.now(), clock.now());
    while (!until.getAsBoolean() && answerFor(LOOK)) {
      Duration passed = Duration.between(simulation.now(), clock.now()).minus(behind);
      if (!passed.isNegative()) {
        simulation.sleep(passed);
      }
      look();
    }
  }

  /**
   * As {@link #keepPace}, but time passes only as far as answers need it: for whoever asks for it
   * to pass.
   */
  void keepStill(BooleanSupplier until) {
    while (!until.getAsBoolean() && answerFor(LOOK)) {
      look();
    }
  }

  private void look() {
    now = simulation.now();
    lookouts.removeIf(each -> !each.getAsBoolean());
  }

  /** False where the thread was interrupted. */
  private boolean answerFor(Duration limit) {
    try {
      Runnable next = waiting.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
      while (next != null) {
        next.run();
        next = waiting.poll();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
