package dev.firedrill.model;

import java.time.Duration;
import java.util.List;

/**
 * A fault that is to strike a simulated cluster at a moment of its drill.
 *
 * @param kind what happens
 * @param hosts to which machines, as many as the kind names; {@link #LOAD_BALANCER} is one too
 * @param step the id of the step from whose beginning its moment counts
 * @param after how long after the step's beginning it strikes, also where the step is over by then
 * @param lasts how long it lasts before it is healed; no matter where the kind heals itself
 */
public record ScheduledFault(
    FaultKind kind, List<String> hosts, String step, Duration after, Duration lasts) {

  /** The load balancer among hosts. */
  public static final String LOAD_BALANCER = "load-balancer";

  /** Copies the list; refuses another number of hosts than the kind names. */
  public ScheduledFault {
    hosts = List.copyOf(hosts);
    if (hosts.size() != kind.hosts()) {
      throw new IllegalArgumentException(
          "%s is about %d hosts, not %s".formatted(kind.word(), kind.hosts(), hosts));
    }
  }

  /** The same fault at another moment. */
  public ScheduledFault after(Duration other) {
    return new ScheduledFault(kind, hosts, step, other, lasts);
  }

  /** The same fault for another time. */
  public ScheduledFault lasting(Duration other) {
    return new ScheduledFault(kind, hosts, step, after, other);
  }

  /** What befalls whom, for example {@code partition cp-1 load-balancer}. */
  public String what() {
    return hosts.isEmpty() ? kind.word() : kind.word() + " " + String.join(" ", hosts);
  }

  @Override
  public String toString() {
    return "%s, %d ms into %s, for %d ms"
        .formatted(what(), after.toMillis(), step, lasts.toMillis());
  }
}
