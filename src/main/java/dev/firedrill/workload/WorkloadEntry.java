package dev.firedrill.workload;

import dev.firedrill.ports.Traffic;
import dev.firedrill.ports.Traffic.Reply;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;

/**
 * Where the workload is reached from outside. Its pods are ready before every node's service proxy
 * knows of them; until then connections are refused.
 */
public final class WorkloadEntry {

  /** Enough for a proxy that chooses at random to have chosen every pod. */
  private static final int REQUESTS = 20;

  private static final int TIMEOUT_MILLIS = 1000;
  private static final int OK = 200;

  private final LoadTarget target;
  private final Optional<Traffic> traffic;

  /** The entry that the load goes to, on this machine's network. */
  public WorkloadEntry(LoadTarget target) {
    this(target, Optional.empty());
  }

  /**
   * The entry that the load goes to.
   *
   * @param traffic the way to it, or nothing for this machine's network
   */
  public WorkloadEntry(LoadTarget target, Optional<Traffic> traffic) {
    this.target = target;
    this.traffic = traffic;
  }

  /** The pods are ready, and requests on new connections are all answered. */
  public Condition<Boolean> serving(Condition<Boolean> ready) {
    return new Condition<>(
        ready.expected() + " and answering at " + target,
        ready.object(),
        () -> {
          Sight<Boolean> pods = ready.look().get();
          return pods instanceof Sight.Holds<Boolean> ? requests() : pods;
        });
  }

  private Sight<Boolean> requests() {
    try {
      for (int i = 0; i < REQUESTS; i++) {
        int status = traffic.isPresent() ? request(traffic.get()) : request();
        if (status != OK) {
          return new Sight.NotYet<>("answered " + status + " at " + target);
        }
      }
      return new Sight.Holds<>(true);
    } catch (IOException e) {
      return new Sight.NotYet<>("no answer at " + target + ": " + e.getMessage());
    }
  }

  private int request(Traffic way) throws IOException {
    Reply reply = way.connect(target.host(), target.port()).get(target.path());
    if (reply.took().toMillis() > TIMEOUT_MILLIS) {
      throw new IOException("no answer within " + TIMEOUT_MILLIS + " ms");
    }
    if (reply.status() == 0) {
      throw new IOException(reply.problem());
    }
    return reply.status();
  }

  private int request() throws IOException {
    URI uri = URI.create("http://" + target.host() + ":" + target.port() + target.path());
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setRequestProperty("Connection", "close");
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }
}
