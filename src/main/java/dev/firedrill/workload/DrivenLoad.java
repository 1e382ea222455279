package dev.firedrill.workload;

import dev.firedrill.history.Recorder;
import dev.firedrill.ports.Background;
import dev.firedrill.ports.Background.Recurrence;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.TimeSource;
import dev.firedrill.ports.Traffic;
import dev.firedrill.ports.Traffic.Connection;
import dev.firedrill.ports.Traffic.Reply;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * What {@link OpenLoopLoad} does, in virtual time: requests at a fixed rate over connections that
 * are kept alive, and the same record of them. Requests are made many at a time, a few milliseconds
 * after they were due at most; what is recorded counts from when they were due.
 */
public final class DrivenLoad implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(10);
  private static final Duration WINDOW = Duration.ofSeconds(1);

  /**
   * How a request ends.
   *
   * @param why empty for a success
   */
  private record Ending(Instant at, long number, Instant intended, String why) {}

  private final LoadProfile profile;
  private final String path;
  private final TimeSource time;
  private final DrivenConnections connections;
  private final ArrivalSchedule schedule;
  private final LoadWindows windows;
  private final FailureLog failures;
  private final PriorityQueue<Ending> endings =
      new PriorityQueue<>(Comparator.comparing(Ending::at).thenComparing(Ending::number));
  private final Recurrence ticking;
  private long issued;
  private Instant due;
  private boolean stopped;

  private DrivenLoad(
      String stream,
      String path,
      Supplier<Connection> connect,
      LoadProfile profile,
      TimeSource time,
      Background background,
      Recorder recorder) {
    Instant start = time.now();
    this.profile = profile;
    this.path = path;
    this.time = time;
    this.connections = new DrivenConnections(connect, profile);
    this.schedule = new ArrivalSchedule(start, profile.ratePerSecond());
    this.due = schedule.due(0);
    this.windows = new LoadWindows(stream, start, WINDOW, recorder::record);
    this.failures = new FailureLog(stream, recorder);
    this.ticking = background.every("load on " + stream, TICK, TICK, this::tick);
  }

  /**
   * Starts to offer load on the API, as administrators reach it.
   *
   * @throws IllegalArgumentException where the cluster's time is not virtual
   */
  public static DrivenLoad onApi(Cluster cluster, LoadProfile profile, Recorder recorder) {
    return start(
        cluster,
        "api",
        LoadTarget.API_PATH,
        () -> new ApiConnection(cluster.kubernetes()::client),
        profile,
        recorder);
  }

  /**
   * Starts to offer load on the workload.
   *
   * @throws IllegalArgumentException where the cluster's time is not virtual
   */
  public static DrivenLoad onWorkload(
      Cluster cluster, LoadTarget target, LoadProfile profile, Recorder recorder) {
    Traffic traffic = cluster.traffic().orElseThrow(DrivenLoad::notVirtual);
    return start(
        cluster,
        target.stream(),
        target.path(),
        () -> traffic.connect(target.host(), target.port()),
        profile,
        recorder);
  }

  private static DrivenLoad start(
      Cluster cluster,
      String stream,
      String path,
      Supplier<Connection> connect,
      LoadProfile profile,
      Recorder recorder) {
    Background background = cluster.background().orElseThrow(DrivenLoad::notVirtual);
    return new DrivenLoad(stream, path, connect, profile, cluster.time(), background, recorder);
  }

  private static IllegalArgumentException notVirtual() {
    return new IllegalArgumentException("the cluster's time is not virtual");
  }

  /** Offers no more requests and waits for those under way. Safe to repeat. */
  public void stop() {
    if (stopped) {
      return;
    }
    Instant now = time.now();
    issueUntil(now);
    endUntil(now);
    windows.end(now);
    stopped = true;
    while (!windows.complete()) {
      time.sleep(TICK);
    }
    ticking.close();
  }

  @Override
  public void close() {
    stop();
  }

  private void tick() {
    Instant now = time.now();
    if (!stopped) {
      issueUntil(now);
    }
    endUntil(now);
    if (!stopped) {
      windows.issuedUntil(now);
    }
  }

  private void issueUntil(Instant now) {
    while (due.isBefore(now)) {
      windows.sent(due);
      endings.add(ending());
      issued++;
      due = schedule.due(issued);
    }
  }

  private Ending ending() {
    Reply reply = connections.request(due, path);
    boolean inTime = reply.took().compareTo(profile.timeout()) < 0;
    String why = inTime ? problem(reply) : late(reply);
    Instant at = due.plus(inTime ? reply.took() : profile.timeout());
    return new Ending(at, issued, due, why);
  }

  private static String problem(Reply reply) {
    if (reply.status() == 0) {
      return reply.problem();
    }
    return reply.status() == HttpResponseStatus.OK.code() ? "" : "status " + reply.status();
  }

  private String late(Reply reply) {
    return "no response within "
        + profile.timeout().toMillis()
        + " ms"
        + (reply.problem().isEmpty() ? "" : ": " + reply.problem());
  }

  private void endUntil(Instant now) {
    while (!endings.isEmpty() && !endings.peek().at().isAfter(now)) {
      Ending ending = endings.remove();
      if (ending.why().isEmpty()) {
        windows.succeeded(ending.intended(), ending.at());
      } else {
        windows.failed(ending.intended());
        failures.failed(ending.intended(), ending.why());
      }
    }
  }
}
