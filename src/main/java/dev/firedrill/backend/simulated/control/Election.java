package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.MachineClock;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A candidate for a lease in kube-system, with client-go's times: a lease that was not seen to be
 * renewed for 15 s is taken, a leader that could not renew for 10 s gives up. The lease says when
 * it was renewed by its holder's clock; nobody compares that with the own one.
 */
final class Election {

  /** How often a candidate looks. */
  static final Duration RETRY = Duration.ofSeconds(2);

  private static final String NAMESPACE = "kube-system";
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);

  private final Simulation simulation;
  private final MachineClock clock;
  private final String name;
  private final String identity;
  private @Nullable Instant renewed;
  private @Nullable ZonedDateTime seen;
  private Instant seenAt = Instant.MIN;

  Election(Simulation simulation, MachineClock clock, String name, String identity) {
    this.simulation = simulation;
    this.clock = clock;
    this.name = name;
    this.identity = identity;
  }

  boolean leads() {
    return renewed != null;
  }

  /** It leads, and the time in which it had to renew its lease is over. */
  boolean isLost() {
    return renewed != null
        && Duration.between(renewed, simulation.now()).compareTo(RENEW_DEADLINE) >= 0;
  }

  /** Renews the lease, or takes it where it is free; does nothing where the API is away. */
  void attempt(Informers api) {
    try {
      Optional<Lease> lease = api.get(Lease.class, NAMESPACE, name);
      if (lease.isEmpty()) {
        Writes.create(api, with(new Lease(), 0, clock.now()));
        renewed = simulation.now();
      } else if (isMine(lease.get()) || isFree(lease.get())) {
        Writes.update(api, taken(lease.get()));
        renewed = simulation.now();
      } else {
        renewed = null;
      }
    } catch (KubernetesClientException away) {
      // Tried again at the next round; a leader notices by isLost that it failed too often.
    }
  }

  /** Leaves the lease to whoever comes next, as a program does that ends in order. */
  void release(Informers api) {
    if (!leads()) {
      return;
    }
    renewed = null;
    try {
      Optional<Lease> lease = api.get(Lease.class, NAMESPACE, name).filter(this::isMine);
      if (lease.isPresent()) {
        Writes.update(
            api, new LeaseBuilder(lease.get()).editSpec().withHolderIdentity("").endSpec().build());
      }
    } catch (KubernetesClientException away) {
      // The lease runs out by itself.
    }
  }

  private boolean isMine(Lease lease) {
    return identity.equals(lease.getSpec().getHolderIdentity());
  }

  private boolean isFree(Lease lease) {
    String holder = lease.getSpec().getHolderIdentity();
    if (holder == null || holder.isEmpty()) {
      return true;
    }
    if (lease.getSpec().getRenewTime() == null || !lease.getSpec().getRenewTime().equals(seen)) {
      seen = lease.getSpec().getRenewTime();
      seenAt = simulation.now();
    }
    return seen == null || !simulation.now().isBefore(seenAt.plus(LEASE));
  }

  private Lease taken(Lease lease) {
    Integer transitions = lease.getSpec().getLeaseTransitions();
    int before = transitions == null ? 0 : transitions;
    ZonedDateTime acquired = lease.getSpec().getAcquireTime();
    return isMine(lease) && acquired != null
        ? with(lease, before, acquired.toInstant())
        : with(lease, before + 1, clock.now());
  }

  private Lease with(Lease lease, int transitions, Instant acquired) {
    return new LeaseBuilder(lease)
        .editOrNewMetadata()
        .withName(name)
        .withNamespace(NAMESPACE)
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(identity)
        .withLeaseDurationSeconds(Math.toIntExact(LEASE.toSeconds()))
        .withAcquireTime(acquired.atZone(ZoneOffset.UTC))
        .withRenewTime(clock.now().atZone(ZoneOffset.UTC))
        .withLeaseTransitions(transitions)
        .endSpec()
        .build();
  }
}
