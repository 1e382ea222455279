package dev.firedrill.workload;

import dev.firedrill.history.Observation.HarnessFailed;
import dev.firedrill.history.Observation.WatchLost;
import dev.firedrill.history.Recorder;
import dev.firedrill.ports.TimeSource;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Issues requests when they are due and ends those that take too long; all on one event loop, which
 * also carries the connections, so that nothing here needs a lock.
 */
final class LoadClock implements LoadRequest.Outcomes {

  private static final Logger LOG = LoggerFactory.getLogger(LoadClock.class);
  private static final Duration WINDOW = Duration.ofSeconds(1);
  private static final Duration LONGEST_TICK = Duration.ofMillis(20);
  private static final Duration LATE = Duration.ofMillis(100);
  private static final Duration STOOD_STILL = Duration.ofSeconds(1);

  private final LoadTarget target;
  private final LoadProfile profile;
  private final TimeSource time;
  private final Recorder recorder;
  private final EventLoop loop;
  private final ConnectionPool pool;
  private final ArrivalSchedule schedule;
  private final LoadWindows windows;
  private final FailureLog failures;
  private final Queue<LoadRequest> underWay = new ArrayDeque<>();
  private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();
  private long issued;
  private Instant expected;
  private boolean spared;
  private boolean stopping;
  private boolean broken;

  LoadClock(
      LoadTarget target, LoadProfile profile, TimeSource time, Recorder recorder, EventLoop loop) {
    Instant start = time.now();
    this.target = target;
    this.profile = profile;
    this.time = time;
    this.recorder = recorder;
    this.loop = loop;
    this.pool = new ConnectionPool(target, profile, loop);
    this.schedule = new ArrivalSchedule(start, profile.ratePerSecond());
    this.windows = new LoadWindows(target.stream(), start, WINDOW, recorder::record);
    this.failures = new FailureLog(target.stream(), recorder);
    this.expected = start;
  }

  void start() {
    loop.execute(this::tick);
  }

  /** Issues what is due, then no more; the future is done when every request has ended. */
  Future<@Nullable Void> stop() {
    loop.execute(() -> guarded(this::lastArrivals));
    return drained;
  }

  @Override
  public void succeeded(LoadRequest request) {
    guarded(() -> windows.succeeded(request.intended(), time.now()));
  }

  @Override
  public void failed(LoadRequest request, String why) {
    guarded(
        () -> {
          windows.failed(request.intended());
          failures.failed(request.intended(), why);
        });
  }

  private void tick() {
    guarded(this::work);
    if (windows.complete()) {
      pool.close();
      drained.complete(null);
    } else {
      Duration pause = untilNextTick();
      expected = time.now().plus(pause);
      loop.schedule(this::tick, pause.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void work() {
    Instant now = time.now();
    Duration late = Duration.between(expected, now);
    if (late.compareTo(STOOD_STILL) > 0) {
      recorder.record(
          new WatchLost(
              now,
              "load on " + target,
              "the generator itself stood still for " + late.toMillis() + " ms"));
    }
    if (!stopping) {
      issueUntil(now);
      windows.issuedUntil(now);
    }
    // After a pause of the harness answers wait to be read: they come before any verdict of ours.
    spared = !spared && late.compareTo(LATE) > 0;
    if (!spared) {
      expire(now);
    }
  }

  private void issueUntil(Instant now) {
    Instant deadline = now.plus(profile.timeout());
    for (Instant due = schedule.due(issued); due.isBefore(now); due = schedule.due(issued)) {
      issued++;
      LoadRequest request = new LoadRequest(due, deadline, this);
      windows.sent(due);
      underWay.add(request);
      pool.submit(request);
    }
  }

  private void expire(Instant now) {
    while (!underWay.isEmpty() && (underWay.peek().ended() || underWay.peek().expiredBy(now))) {
      underWay.remove().expire(profile.timeout());
    }
  }

  private void lastArrivals() {
    Instant now = time.now();
    issueUntil(now);
    windows.end(now);
    stopping = true;
  }

  private Duration untilNextTick() {
    Duration pause = Duration.between(time.now(), schedule.due(issued));
    if (stopping || pause.compareTo(LONGEST_TICK) > 0) {
      return LONGEST_TICK;
    }
    return pause.isNegative() ? Duration.ZERO : pause;
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  /** Says so once: what follows from a first failure tells nothing more. */
  private void fail(Throwable problem) {
    if (!broken) {
      broken = true;
      LOG.error("offering load on {} failed", target, problem);
      recorder.record(
          new HarnessFailed(time.now(), "offering load on " + target, problem.toString()));
    }
  }
}
