package dev.firedrill.workload;

import dev.firedrill.history.Observation.HarnessFailed;
import dev.firedrill.history.Recorder;
import dev.firedrill.ports.TimeSource;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A stream of HTTP/1.1 requests at a fixed rate, however slow or silent the server is, over
 * connections that are kept alive. Latency counts from a request's intended start, so that a server
 * that stands still cannot hide behind requests that were never sent. Nothing is tried twice.
 *
 * <p>A request fails that cannot connect, is cut off, gets no answer in time or another answer than
 * 200. {@code Connection: close} ends a connection, and an idle connection may be closed by the
 * server, without any failure.
 *
 * <p>Records a {@code LoadWindow} for each second and a {@code RequestFailed} for each failure, of
 * which the first thousand are told apart. A generator that itself stood still says so in a {@code
 * WatchLost}.
 */
public final class OpenLoopLoad implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(10);

  private final LoadTarget target;
  private final LoadProfile profile;
  private final TimeSource time;
  private final RecordingThread recording;
  private final NioEventLoopGroup group;
  private final LoadClock clock;
  private boolean stopped;

  private OpenLoopLoad(
      LoadTarget target, LoadProfile profile, TimeSource time, RecordingThread recording) {
    this.target = target;
    this.profile = profile;
    this.time = time;
    this.recording = recording;
    this.group = new NioEventLoopGroup(1, new NamedThreads("load-" + target.stream()));
    EventLoop loop = group.next();
    this.clock = new LoadClock(target, profile, time, recording, loop);
  }

  /** Starts to offer load; the first request is due at once. */
  public static OpenLoopLoad start(
      LoadTarget target, LoadProfile profile, TimeSource time, Recorder recorder) {
    RecordingThread recording = new RecordingThread("load-record-" + target.stream(), recorder);
    OpenLoopLoad load = new OpenLoopLoad(target, profile, time, recording);
    load.clock.start();
    return load;
  }

  /**
   * Offers no more requests, waits for those under way (at most the profile's timeout) and records
   * the last windows. Safe to repeat.
   *
   * @throws CancellationException where the thread was interrupted meanwhile
   * @throws IllegalStateException where observations could not be recorded
   */
  public synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    try {
      drain();
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
      recording.flush();
    } catch (InterruptedException e) {
      group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while the load on " + target + " was stopped");
    }
  }

  @Override
  public void close() {
    stop();
  }

  private void drain() throws InterruptedException {
    Duration limit = profile.timeout().plus(GRACE);
    try {
      clock.stop().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      recording.record(
          new HarnessFailed(
              time.now(),
              "stopping the load on " + target,
              "requests under way did not end within " + limit.toSeconds() + " s: " + e));
    }
  }
}
