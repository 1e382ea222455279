package dev.firedrill.backend.simulated.network;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The network of one simulated cluster. */
public final class Network {

  /** The host of whoever is outside of the cluster: the operator, the load. */
  public static final String OUTSIDE = "outside";

  private final Map<Address, Listener> listeners = new HashMap<>();
  private final Set<String> gone = new HashSet<>();
  private final Set<Set<String>> cuts = new HashSet<>();
  private final Map<Set<String>, BooleanSupplier> losses = new HashMap<>();
  private long changes;

  /** A number that is another one once somebody may be reached otherwise than before. */
  public long changes() {
    if (!losses.isEmpty()) {
      // Whoever was reached a moment ago need not be reached now.
      changes++;
    }
    return changes;
  }

  /** Listens there from now on; whoever listened before no longer does. */
  public void listen(Address at, Listener listener) {
    changes++;
    listeners.put(at, listener);
  }

  /** Listens no longer, where it still is this one who does. */
  public void close(Address at, Listener listener) {
    changes++;
    listeners.remove(at, listener);
  }

  /** True where that very one listens there. */
  public boolean listens(Address at, Listener listener) {
    return listeners.get(at) == listener;
  }

  /** Nobody listens on the host any more: it is no more, and what comes in its place is another. */
  public void forget(String host) {
    changes++;
    listeners.keySet().removeIf(at -> at.host().equals(host));
  }

  /** The host answers nobody any more; its listeners stay for when it is back. */
  public void takeAway(String host) {
    changes++;
    gone.add(host);
  }

  /** The host answers again. */
  public void bringBack(String host) {
    changes++;
    gone.remove(host);
  }

  /** Nothing gets from one host to the other any more. */
  public void cut(String one, String other) {
    changes++;
    cuts.add(Set.of(one, other));
  }

  /** The two hosts reach each other again. */
  public void heal(String one, String other) {
    changes++;
    cuts.remove(Set.of(one, other));
  }

  /** Connections between the two hosts do not come about where that says so. */
  public void lose(String one, String other, BooleanSupplier lost) {
    changes++;
    losses.put(Set.of(one, other), lost);
  }

  /** Every connection between the two hosts comes about again. */
  public void loseNothing(String one, String other) {
    changes++;
    losses.remove(Set.of(one, other));
  }

  /** True where packets get from one host to the other. */
  public boolean reaches(String from, String to) {
    if (!gone.isEmpty() && (gone.contains(from) || gone.contains(to))) {
      return false;
    }
    return cuts.isEmpty() || from.equals(to) || !cuts.contains(Set.of(from, to));
  }

  private boolean isLost(String from, String to) {
    if (losses.isEmpty() || from.equals(to)) {
      return false;
    }
    BooleanSupplier lost = losses.get(Set.of(from, to));
    return lost != null && lost.getAsBoolean();
  }

  /**
   * Who listens there, as seen from a host. 127.0.0.1 is the host itself.
   *
   * @throws Unreachable where nobody does, or nothing gets there
   */
  public Listener connect(String from, Address to) {
    Address at = to.host().equals("127.0.0.1") ? new Address(from, to.port()) : to;
    if (!reaches(from, at.host()) || isLost(from, at.host())) {
      throw new Unreachable(from, at, false);
    }
    Listener listener = listeners.get(at);
    if (listener == null) {
      throw new Unreachable(from, at, true);
    }
    if (listener instanceof Forwarder forwarder) {
      Address next = forwarder.next().orElseThrow(() -> new Unreachable(from, at, true));
      return connect(at.host(), next);
    }
    return listener;
  }
}
