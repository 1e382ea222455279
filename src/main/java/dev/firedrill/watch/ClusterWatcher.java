package dev.firedrill.watch;

import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.HarnessFailed;
import dev.firedrill.history.Recorder;
import dev.firedrill.model.Component;
import dev.firedrill.ports.Background;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.TimeSource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a cluster once a second from outside: every node's state and component versions, each API
 * server and etcd member asked by itself, every disruption budget. Records what changed, and
 * everything at least every 5 s, so that silence is noticed. An API that gives no answer for 3 s is
 * a {@code WatchLost}; a component that gives none has an empty version.
 *
 * <p>Each question has a thread of its own, so that a dead machine delays no answer about the
 * others; where time is virtual, nobody waits for an answer at all. Nothing here ever throws into
 * the drill: a defect becomes a {@code HarnessFailed}.
 */
public final class ClusterWatcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterWatcher.class);

  private final TimeSource time;
  private final Recorder recorder;
  private final Probes probes;
  private final Journal journal;
  private final Rounds rounds;
  private boolean failed;

  private ClusterWatcher(Cluster cluster, Map<Component, Component> inside, Recorder recorder) {
    this.time = cluster.time();
    this.recorder = recorder;
    this.probes = Probes.of(cluster);
    this.journal = new Journal(new ApiReadings(cluster.topology(), inside), time.now());
    Optional<Background> background = cluster.background();
    this.rounds =
        background.isPresent()
            ? new DrivenRounds(background.get())
            : new ThreadedRounds(Math.toIntExact(probes.all().count()));
  }

  /**
   * Starts to watch that cluster.
   *
   * @param inside the components that have the version of another one, in whose process they run
   */
  public static ClusterWatcher start(
      Cluster cluster, Map<Component, Component> inside, Recorder recorder) {
    ClusterWatcher watcher = new ClusterWatcher(cluster, inside, recorder);
    watcher.rounds.start(watcher.probes.all().toList(), watcher::record);
    return watcher;
  }

  /**
   * Stops asking, waits some seconds for answers under way and records them. Safe to repeat.
   *
   * @throws CancellationException where the thread was interrupted meanwhile
   */
  @Override
  public synchronized void close() {
    rounds.stop();
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
}
