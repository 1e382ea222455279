package dev.firedrill.backend.simulated.etcd;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Leases, and the keys that go with each. The members agree on which there are and on what is
 * attached to them; when each is over is the leader's to know, who gives all of them their whole
 * time again when he takes over ("Lease API" in etcd's documentation).
 */
final class Leases {

  /** Shorter ones etcd makes that long: one and a half election timeouts. */
  private static final long SHORTEST_SECONDS = 2;

  private final TreeMap<Long, Lease> leases = new TreeMap<>();
  private final TreeMap<String, Long> ofKeys = new TreeMap<>();

  /** How long it is good, until when, and what goes with it. */
  private static final class Lease {
    private final long ttlSeconds;
    private final TreeSet<String> keys = new TreeSet<>();
    private Instant until;

    Lease(long ttlSeconds, Instant until) {
      this.ttlSeconds = ttlSeconds;
      this.until = until;
    }
  }

  Leases() {}

  /** The same; the two change independently from now on. */
  Leases(Leases other) {
    other.leases.forEach(
        (id, lease) -> {
          Lease copy = new Lease(lease.ttlSeconds, lease.until);
          copy.keys.addAll(lease.keys);
          leases.put(id, copy);
        });
    ofKeys.putAll(other.ofKeys);
  }

  /** Their numbers, in order. */
  List<Long> all() {
    return List.copyOf(leases.keySet());
  }

  boolean exists(long id) {
    return leases.containsKey(id);
  }

  /** How long it was granted for; nothing where there is none. */
  Optional<Duration> granted(long id) {
    return Optional.ofNullable(leases.get(id)).map(lease -> Duration.ofSeconds(lease.ttlSeconds));
  }

  /** How long it is still good; nothing where there is none. */
  Optional<Duration> left(long id, Instant now) {
    return Optional.ofNullable(leases.get(id)).map(lease -> Duration.between(now, lease.until));
  }

  /** The keys that go with it. */
  List<String> keys(long id) {
    Lease lease = leases.get(id);
    return lease == null ? List.of() : List.copyOf(lease.keys);
  }

  /** The lease of a key; 0 for none. */
  long of(String key) {
    return ofKeys.getOrDefault(key, 0L);
  }

  void grant(long id, long ttlSeconds, Instant now) {
    long ttl = Math.max(ttlSeconds, SHORTEST_SECONDS);
    leases.put(id, new Lease(ttl, now.plusSeconds(ttl)));
  }

  void revoke(long id) {
    Lease lease = leases.remove(id);
    if (lease != null) {
      lease.keys.forEach(ofKeys::remove);
    }
  }

  /** It is good for its whole time again. */
  void renew(long id, Instant now) {
    Lease lease = leases.get(id);
    if (lease != null) {
      lease.until = now.plusSeconds(lease.ttlSeconds);
    }
  }

  /** As for all of them: nobody knows what another leader had promised. */
  void renewAll(Instant now) {
    leases.keySet().forEach(id -> renew(id, now));
  }

  /** The key goes with that lease from now on; 0 for none. */
  void attach(String key, long id) {
    Long before = ofKeys.remove(key);
    if (before != null && leases.containsKey(before)) {
      leases.get(before).keys.remove(key);
    }
    Lease lease = leases.get(id);
    if (lease != null) {
      lease.keys.add(key);
      ofKeys.put(key, id);
    }
  }

  /** Those whose time is over. */
  List<Long> over(Instant now) {
    return leases.isEmpty()
        ? List.of()
        : leases.entrySet().stream()
            .filter(each -> !each.getValue().until.isAfter(now))
            .map(Map.Entry::getKey)
            .toList();
  }
}
