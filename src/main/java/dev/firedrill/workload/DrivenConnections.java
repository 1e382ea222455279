package dev.firedrill.workload;

import dev.firedrill.ports.Traffic.Connection;
import dev.firedrill.ports.Traffic.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Connections in virtual time, opened on demand and used in turn, as {@link ConnectionPool}'s. */
final class DrivenConnections {

  /** A connection and the request it carries. */
  private static final class Line {
    private final Connection connection;
    private Instant freeFrom;
    private int requests;

    Line(Connection connection, Instant freeFrom) {
      this.connection = connection;
      this.freeFrom = freeFrom;
    }
  }

  private final Supplier<Connection> connect;
  private final LoadProfile profile;

  /** The one longest unused first. */
  private final Set<Line> lines = new LinkedHashSet<>();

  DrivenConnections(Supplier<Connection> connect, LoadProfile profile) {
    this.connect = connect;
    this.profile = profile;
  }

  /** Makes a request that is due then; what it took counts from there. */
  Reply request(Instant due, String path) {
    removeClosed(due);
    Line line = line(due);
    lines.remove(line);
    Instant start = line.freeFrom.isAfter(due) ? line.freeFrom : due;
    Duration waited = Duration.between(due, start);
    if (waited.compareTo(profile.timeout()) >= 0) {
      lines.add(line);
      return Reply.none("no connection became free", profile.timeout());
    }
    Reply reply = line.connection.get(path);
    Duration took = waited.plus(reply.took());
    line.requests++;
    line.freeFrom = due.plus(took);
    if (goesOn(line, reply)) {
      lines.add(line);
    }
    return new Reply(reply.status(), reply.problem(), took);
  }

  private boolean goesOn(Line line, Reply reply) {
    return reply.status() != 0
        && reply.took().compareTo(profile.timeout()) < 0
        && line.requests < profile.requestsPerConnection();
  }

  private Line line(Instant due) {
    Line free = firstFree(due);
    boolean more =
        lines.size() < profile.fewestConnections()
            || (free == null && lines.size() < profile.mostConnections());
    if (more) {
      return new Line(connect.get(), due);
    }
    return free == null
        ? lines.stream().min(Comparator.comparing(line -> line.freeFrom)).orElseThrow()
        : free;
  }

  private @Nullable Line firstFree(Instant due) {
    for (Line line : lines) {
      if (!line.freeFrom.isAfter(due)) {
        return line;
      }
    }
    return null;
  }

  private void removeClosed(Instant due) {
    for (var each = lines.iterator(); each.hasNext(); ) {
      Line line = each.next();
      if (!line.freeFrom.isAfter(due) && !line.connection.open()) {
        each.remove();
      }
    }
  }
}
