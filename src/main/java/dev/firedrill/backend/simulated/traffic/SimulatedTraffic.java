package dev.firedrill.backend.simulated.traffic;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.network.Unreachable;
import dev.firedrill.ports.Traffic;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way from outside to pods: through the load balancer to some node, through its node port to
 * some pod. An endpoint that is gone costs a connection attempt its time-out; the load balancer
 * then tries the next node, three times at most, as HAProxy's configuration says.
 */
public final class SimulatedTraffic implements Traffic {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration NO_ANSWER = Duration.ofMinutes(5);
  private static final int ATTEMPTS = 4;
  private static final int OK = 200;
  private static final int FASTEST_MICROS = 400;
  private static final int SPREAD_MICROS = 800;

  private final Simulation simulation;
  private final Network network;
  private final Pods pods;

  /** The traffic of that network. */
  public SimulatedTraffic(Simulation simulation, Network network) {
    this.simulation = simulation;
    this.network = network;
    this.pods = new Pods(network);
  }

  @Override
  public Connection connect(String host, int port) {
    Address at = new Address(host, port);
    try {
      return network.connect(Network.OUTSIDE, at) instanceof LoadBalancer.Workload balancer
          ? through(balancer)
          : straightTo(at);
    } catch (Unreachable e) {
      return failing("connection to " + at, e.refused());
    }
  }

  private Connection through(LoadBalancer.Workload balancer) {
    List<Address> nodes = balancer.inTurn();
    if (nodes.isEmpty()) {
      return new Failing("the connection was closed before the response ended", Duration.ZERO);
    }
    Duration waited = Duration.ZERO;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Pods.Way way = pods.behind(balancer.host(), nodes.get(attempt % nodes.size()));
      if (way.reached()) {
        return new Established(way, waited);
      }
      waited = way.refused() ? waited : waited.plus(CONNECT_TIMEOUT);
    }
    return new Failing("the connection was closed before the response ended", waited);
  }

  private Connection straightTo(Address node) {
    Pods.Way way = pods.behind(Network.OUTSIDE, node);
    return way.reached()
        ? new Established(way, Duration.ZERO)
        : failing("connection to " + node, way.refused());
  }

  private static Connection failing(String what, boolean refused) {
    return refused
        ? new Failing(what + " refused", Duration.ZERO)
        : new Failing(what + " timed out", NO_ANSWER);
  }

  private Duration latency() {
    return Duration.ofNanos(1000L * (FASTEST_MICROS + simulation.chance().below(SPREAD_MICROS)));
  }

  /** A connection that never came to be. */
  private record Failing(String why, Duration took) implements Connection {

    @Override
    public boolean open() {
      return false;
    }

    @Override
    public Reply get(String path) {
      return Reply.none(why, took);
    }
  }

  /** A connection to a pod; a pod that ends closes it when it carries no request. */
  private final class Established implements Connection {

    private final Pods.Way way;
    private @Nullable Duration made;
    private long asOf = -1;
    private boolean open;
    private boolean answers;

    Established(Pods.Way way, Duration made) {
      this.way = way;
      this.made = made;
    }

    @Override
    public boolean open() {
      look();
      return open;
    }

    @Override
    public Reply get(String path) {
      Duration before = made == null ? Duration.ZERO : made;
      made = null;
      look();
      if (!answers) {
        return Reply.none("no response", NO_ANSWER);
      }
      Duration took = latency();
      return Reply.of(OK, before.isZero() ? took : before.plus(took));
    }

    private void look() {
      if (pods.changes() != asOf) {
        open = pods.still(way);
        answers = pods.answers(way);
        asOf = pods.changes();
      }
    }
  }
}
