package dev.firedrill.backend.simulated.kubelet;

import dev.firedrill.backend.simulated.kernel.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long a kubelet stands still because mirrors of static pods that are gone have to be removed.
 * Its main loop does that itself and waits for the answer, which an API server without etcd gives
 * after 34 s only. Meanwhile no manifest is looked at and no container is started again; between
 * two such waits it is only by chance. Seen on a real kubelet (docs/track-record.md).
 */
final class MirrorRemoval {

  private static final Duration WITHOUT_ETCD = Duration.ofSeconds(34);

  /** Cleaning up, a manifest, or the state of containers: whichever its loop takes next. */
  private static final int TAKEN_NEXT = 3;

  private final Simulation simulation;
  private @Nullable Instant answered;

  MirrorRemoval(Simulation simulation) {
    this.simulation = simulation;
  }

  /** The request is made, and there is no etcd behind the API server that takes it. */
  void begin() {
    answered = simulation.now().plus(WITHOUT_ETCD);
  }

  /** Nothing is under way, as with a kubelet that has just been started. */
  void forget() {
    answered = null;
  }

  /**
   * True where the kubelet does nothing else at this moment.
   *
   * @param withoutEtcd whether the API server still has no etcd; where it has, or is gone itself,
   *     the answer is there at once. Not asked where no request is under way
   */
  boolean standsStill(BooleanSupplier withoutEtcd) {
    Instant at = answered;
    if (at == null) {
      return false;
    }
    boolean waits = simulation.now().isBefore(at);
    if (!withoutEtcd.getAsBoolean() || (!waits && simulation.chance().below(TAKEN_NEXT) == 0)) {
      forget();
      return false;
    }
    if (!waits) {
      begin();
    }
    return true;
  }
}
