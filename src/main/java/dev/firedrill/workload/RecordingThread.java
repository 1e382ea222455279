package dev.firedrill.workload;

import dev.firedrill.history.Observation;
import dev.firedrill.history.Recorder;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records in order on a thread of its own: the disk must not hold up the load's clock. */
final class RecordingThread implements Recorder {

  private static final Logger LOG = LoggerFactory.getLogger(RecordingThread.class);
  private static final long FLUSH_SECONDS = 30;

  private final Recorder recorder;
  private final ExecutorService thread;
  private volatile @Nullable RuntimeException problem;

  RecordingThread(String name, Recorder recorder) {
    this.recorder = recorder;
    this.thread = Executors.newSingleThreadExecutor(new NamedThreads(name));
  }

  @Override
  public void record(Observation observation) {
    thread.execute(
        () -> {
          try {
            recorder.record(observation);
          } catch (RuntimeException e) {
            LOG.error("an observation of the load was lost: {}", observation, e);
            problem = e;
          }
        });
  }

  /**
   * Waits until all is recorded.
   *
   * @throws RuntimeException what went wrong while recording, if anything did
   */
  void flush() throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(FLUSH_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "observations of the load were not recorded within " + FLUSH_SECONDS + " s");
    }
    RuntimeException failure = problem;
    if (failure != null) {
      throw new IllegalStateException("observations of the load were lost", failure);
    }
  }
}
