package dev.firedrill.watch;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rounds in which each question has a thread of its own, and another thread records. */
final class ThreadedRounds implements Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(ThreadedRounds.class);
  private static final long LAST_ANSWERS_MILLIS = 6_000;

  private final ScheduledExecutorService asking;
  private final ScheduledExecutorService recording;
  private Runnable record = () -> {};

  ThreadedRounds(int questions) {
    this.asking = Executors.newScheduledThreadPool(questions, threads("watch-ask"));
    this.recording = Executors.newSingleThreadScheduledExecutor(threads("watch-record"));
  }

  @Override
  public void start(List<Probe<?>> questions, Runnable newRecord) {
    record = newRecord;
    questions.forEach(
        question ->
            asking.scheduleWithFixedDelay(question, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS));
    recording.scheduleAtFixedRate(
        newRecord, RECORDED_AFTER.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Waits some seconds for answers under way.
   *
   * @throws CancellationException where the thread was interrupted meanwhile
   */
  @Override
  public void stop() {
    if (recording.isShutdown()) {
      return;
    }
    try {
      asking.shutdown();
      if (!asking.awaitTermination(LAST_ANSWERS_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.warn("a question of the watcher was still without an answer when it was stopped");
      }
      recording.execute(record);
      recording.shutdown();
      if (!recording.awaitTermination(LAST_ANSWERS_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.error("what the watcher saw last was not recorded in time");
      }
    } catch (InterruptedException e) {
      recording.shutdown(); // never interrupted: that would close the history file
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while the watcher was stopped");
    }
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger made = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + "-" + made.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
