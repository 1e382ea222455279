package dev.firedrill.watch;

import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.HarnessFailed;
import dev.firedrill.history.Recorder;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.TimeSource;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a cluster once a second from outside: every node's state and component versions, each API
 * server and etcd member asked by itself, every disruption budget. Records what changed, and
 * everything at least every 5 s, so that silence is noticed. An API that gives no answer for 3 s is
 * a {@code WatchLost}; a component that gives none has an empty version.
 *
 * <p>Each question has a thread of its own, so that a dead machine delays no answer about the
 * others. Nothing here ever throws into the drill: a defect becomes a {@code HarnessFailed}.
 */
public final class ClusterWatcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterWatcher.class);
  private static final long PERIOD_MILLIS = 1_000;
  private static final long LAST_ANSWERS_MILLIS = 6_000;

  private final TimeSource time;
  private final Recorder recorder;
  private final Probes probes;
  private final Journal journal;
  private final ScheduledExecutorService asking;
  private final ScheduledExecutorService recording;
  private boolean failed;

  private ClusterWatcher(Cluster cluster, Recorder recorder) {
    this.time = cluster.time();
    this.recorder = recorder;
    this.probes = Probes.of(cluster);
    this.journal = new Journal(cluster.topology(), time.now());
    int questions = Math.toIntExact(probes.all().count());
    this.asking = Executors.newScheduledThreadPool(questions, threads("watch-ask"));
    this.recording = Executors.newSingleThreadScheduledExecutor(threads("watch-record"));
  }

  /** Starts to watch that cluster. */
  public static ClusterWatcher start(Cluster cluster, Recorder recorder) {
    ClusterWatcher watcher = new ClusterWatcher(cluster, recorder);
    watcher
        .probes
        .all()
        .forEach(
            probe ->
                watcher.asking.scheduleWithFixedDelay(
                    probe, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    watcher.recording.scheduleAtFixedRate(
        watcher::record, PERIOD_MILLIS / 2, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return watcher;
  }

  /**
   * Stops asking, waits some seconds for answers under way and records them. Safe to repeat.
   *
   * @throws CancellationException where the thread was interrupted meanwhile
   */
  @Override
  public synchronized void close() {
    if (recording.isShutdown()) {
      return;
    }
    try {
      asking.shutdown();
      if (!asking.awaitTermination(LAST_ANSWERS_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.warn("a question of the watcher was still without an answer when it was stopped");
      }
      recording.execute(this::record);
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

  private void record() {
    try {
      Instant now = time.now();
      probes.all().forEach(probe -> probe.giveUpOverdue(now));
      for (Observation entry : journal.entries(now, probes)) {
        recorder.record(entry);
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void fail(RuntimeException problem) {
    LOG.error("the watcher could not record what it saw", problem);
    if (!failed) {
      failed = true;
      try {
        recorder.record(
            new HarnessFailed(time.now(), "recording what was watched", problem.toString()));
      } catch (RuntimeException e) {
        LOG.error("nor that it could not", e);
      }
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
