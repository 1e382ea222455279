package dev.firedrill.workload;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts attempts at a fixed rate, some at once, each with a number of its own. Where too many are
 * under way an arrival passes without an attempt and takes no number.
 */
final class WritePace implements Pace {

  private static final Logger LOG = LoggerFactory.getLogger(WritePace.class);
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final int mostUnderWay;
  private final Duration limit;
  private final Consumer<WriteAttempt> write;
  private final Consumer<WriteAttempt> overdue;
  private final Semaphore free;
  private final ExecutorService writers;
  private final ScheduledThreadPoolExecutor timer;
  private long next;
  private boolean stopping;
  private volatile @Nullable RuntimeException problem;

  WritePace(
      int mostUnderWay,
      Duration limit,
      long firstNumber,
      Consumer<WriteAttempt> write,
      Consumer<WriteAttempt> overdue) {
    this.mostUnderWay = mostUnderWay;
    this.limit = limit;
    this.write = write;
    this.overdue = overdue;
    this.free = new Semaphore(mostUnderWay);
    this.next = firstNumber;
    this.writers = Executors.newFixedThreadPool(mostUnderWay, new NamedThreads("ledger-write"));
    this.timer = new ScheduledThreadPoolExecutor(1, new NamedThreads("ledger-clock"));
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public void start(int perSecond) {
    long period = Pace.period(perSecond).toNanos();
    timer.scheduleAtFixedRate(() -> noting(this::arrive), 0, period, TimeUnit.NANOSECONDS);
  }

  /** Ends when every attempt is settled. */
  @Override
  public synchronized void stop() {
    if (!timer.isShutdown()) {
      try {
        timer.submit(() -> stopping = true).get();
        // An attempt without an answer is settled by its limit; its thread may end later.
        free.tryAcquire(mostUnderWay, limit.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted while ledger writes were awaited");
      } catch (ExecutionException e) {
        throw new IllegalStateException("the ledger's clock could not be stopped", e);
      } finally {
        timer.shutdown();
        writers.shutdown();
      }
    }
    RuntimeException failure = problem;
    if (failure != null) {
      throw new IllegalStateException("a ledger write could not be made or recorded", failure);
    }
  }

  /** On the timer's one thread. */
  private void arrive() {
    if (stopping || !free.tryAcquire()) {
      return;
    }
    WriteAttempt attempt = new WriteAttempt(next++);
    writers.execute(
        () -> {
          attempt.begin();
          try {
            noting(() -> write.accept(attempt));
          } finally {
            attempt.end();
            free.release();
          }
        });
    timer.schedule(
        () -> noting(() -> overdue.accept(attempt)), limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void noting(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("a ledger write could not be made or recorded", e);
      problem = e;
    }
  }
}
