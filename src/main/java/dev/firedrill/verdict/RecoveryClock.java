package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.DisasterBegun;
import dev.firedrill.history.Observation.DisasterConfirmed;
import dev.firedrill.history.Observation.LoadWindow;
import dev.firedrill.history.Observation.RecoveryEnded;
import dev.firedrill.history.Observation.RecoverySeen;
import dev.firedrill.model.DisasterRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * The recovery clock of a run with a fault. It runs from the moment the fault was seen to be there
 * to the first look from which on everything that the row asks for held without a break until it
 * had settled. Where a control plane of several is lost nothing has to be recovered: what counts
 * there is how long the API gave no answer.
 */
public final class RecoveryClock {

  private final History history;

  private RecoveryClock(History history) {
    this.history = history;
  }

  /** The clock of that run. */
  public static RecoveryClock of(History history) {
    return new RecoveryClock(history);
  }

  /** When the fault was about to be injected. */
  Optional<Instant> begun() {
    return history.first(DisasterBegun.class).map(DisasterBegun::at);
  }

  /** When the fault was seen to be there. */
  public Optional<Instant> confirmed() {
    return history.first(DisasterConfirmed.class).map(DisasterConfirmed::at);
  }

  /** When the waiting for the recovery ended, well or not. */
  Optional<RecoveryEnded> ended() {
    return history.first(RecoveryEnded.class);
  }

  /** From when on everything held; nothing where it did not, or not for the settle time. */
  public Optional<Instant> recovered() {
    if (ended().filter(RecoveryEnded::settled).isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> since = Optional.empty();
    for (RecoverySeen seen : history.of(RecoverySeen.class).toList()) {
      if (!seen.holds()) {
        since = Optional.empty();
      } else if (since.isEmpty()) {
        since = Optional.of(seen.at());
      }
    }
    return since;
  }

  /** What is compared with the row's bound; nothing where the cluster did not recover. */
  public Optional<Duration> measured(DisasterRow row) {
    return row == DisasterRow.CONTROL_PLANE_NODE
        ? recovery().flatMap(recovered -> apiGap())
        : recovery();
  }

  /** How long the cluster took to recover; nothing where it did not. */
  public Optional<Duration> recovery() {
    return confirmed().flatMap(from -> recovered().map(to -> Duration.between(from, to)));
  }

  /** The longest time without an answer of the API, while the fault was there. */
  private Optional<Duration> apiGap() {
    Instant from = begun().orElse(Instant.MAX);
    Instant to = ended().map(RecoveryEnded::at).orElse(Instant.MIN);
    return history
        .of(LoadWindow.class)
        .filter(window -> window.stream().equals("api"))
        .filter(window -> !window.at().isAfter(to))
        .filter(window -> window.at().plus(window.length()).isAfter(from))
        .map(LoadWindow::longestGap)
        .max(Comparator.naturalOrder());
  }
}
