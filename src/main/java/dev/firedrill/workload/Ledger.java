package dev.firedrill.workload;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.LedgerAudited;
import dev.firedrill.history.Observation.LedgerUnacknowledged;
import dev.firedrill.history.Observation.LedgerWritten;
import dev.firedrill.history.Observation.RunResumed;
import dev.firedrill.history.Recorder;
import dev.firedrill.ports.ApiProblem;
import dev.firedrill.ports.Background;
import dev.firedrill.ports.Causes;
import dev.firedrill.ports.TimeSource;
import dev.firedrill.waiting.Await;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Numbered objects written through the API at a steady rate. What the API acknowledged must still
 * be there in the end; data loss is what {@link #audit} does not find. A number is tried once and
 * never again: no answer within 5 s, a refusal, or that it exists already leaves it unacknowledged,
 * and nothing is concluded from whether it is there.
 */
public final class Ledger implements AutoCloseable {

  /** The namespace of the entries. */
  public static final String NAMESPACE = "firedrill-ledger";

  private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(5);
  private static final Duration API_LIMIT = Duration.ofMinutes(2);
  private static final int MOST_UNDER_WAY = 16;

  private final LedgerEntries entries;
  private final TimeSource time;
  private final Recorder recorder;
  private final Pace pace;
  private final Set<Long> acknowledged = new ConcurrentSkipListSet<>();

  /**
   * A ledger that goes on from what an earlier process of the run recorded, if anything.
   *
   * @param client the API, as everybody else reaches it
   * @param run the run's id: entries of other runs are not counted
   * @param before what the run has recorded so far
   */
  public Ledger(
      KubernetesClient client, TimeSource time, Recorder recorder, String run, History before) {
    this(() -> client, time, recorder, run, before, Optional.empty());
  }

  /**
   * The same, and what drives it.
   *
   * @param clients gives the API's client, another one after a renewal of its credentials
   * @param background virtual time, or nothing for threads and the clock
   */
  public Ledger(
      Supplier<KubernetesClient> clients,
      TimeSource time,
      Recorder recorder,
      String run,
      History before,
      Optional<Background> background) {
    this.entries = new LedgerEntries(clients, NAMESPACE, run, ACKNOWLEDGED_WITHIN);
    this.time = time;
    this.recorder = recorder;
    long first = nextNumber(before);
    this.pace =
        background.isPresent()
            ? new DrivenPace(background.get(), first, this::write)
            : new WritePace(MOST_UNDER_WAY, ACKNOWLEDGED_WITHIN, first, this::write, this::overdue);
    before.of(LedgerWritten.class).map(LedgerWritten::number).forEach(acknowledged::add);
  }

  /**
   * Makes the namespace, unless an earlier process has written there already, and starts to write:
   * a run that is resumed in the middle of an outage cannot ask for it.
   *
   * @throws dev.firedrill.waiting.WaitedInVain where the namespace could not be made
   */
  public void start(int perSecond) {
    if (acknowledged.isEmpty()) {
      makeNamespace();
    }
    pace.start(perSecond);
  }

  private void makeNamespace() {
    new Await(time)
        .until(
            new Condition<>(
                "there for the ledger",
                "namespace " + NAMESPACE,
                () -> {
                  entries.makeNamespace();
                  return new Sight.Holds<>(true);
                }),
            API_LIMIT);
  }

  /**
   * Writes no more and waits for what is under way, about 5 s at most. Safe to repeat.
   *
   * @throws java.util.concurrent.CancellationException where the thread was interrupted meanwhile
   * @throws IllegalStateException where an observation could not be recorded
   */
  public void stop() {
    pace.stop();
  }

  /**
   * Reads every entry of the run back and records which acknowledged ones are missing.
   *
   * @throws dev.firedrill.waiting.WaitedInVain where the API did not answer
   */
  public LedgerAudited audit() {
    Set<Long> present =
        new Await(time)
            .until(
                new Condition<>(
                    "read back in whole",
                    "ledger in namespace " + NAMESPACE,
                    () -> new Sight.Holds<>(entries.numbers())),
                API_LIMIT);
    List<Long> missing =
        acknowledged.stream().filter(number -> !present.contains(number)).sorted().toList();
    LedgerAudited audited = new LedgerAudited(time.now(), present.size(), missing);
    recorder.record(audited);
    return audited;
  }

  @Override
  public void close() {
    stop();
  }

  /**
   * The first number that cannot have been tried before. A process that was killed may have had
   * that many more numbers under way than it lived to record.
   */
  static long nextNumber(History before) {
    LongStream tried =
        Stream.concat(
                before.of(LedgerWritten.class).map(LedgerWritten::number),
                before.of(LedgerUnacknowledged.class).map(LedgerUnacknowledged::number))
            .mapToLong(Long::longValue);
    long highest = tried.max().orElse(0);
    boolean resumed = highest > 0 || before.first(RunResumed.class).isPresent();
    return highest + 1 + (resumed ? MOST_UNDER_WAY : 0);
  }

  private void write(WriteAttempt attempt) {
    try {
      String resourceVersion = entries.write(attempt.number());
      if (attempt.settle()) {
        acknowledged.add(attempt.number());
        recorder.record(new LedgerWritten(time.now(), attempt.number(), resourceVersion));
      }
    } catch (KubernetesClientException e) {
      unacknowledged(attempt, ApiProblem.isAnswer(e) ? ApiProblem.of(e).seen() : Causes.of(e));
    } catch (RuntimeException e) {
      if (unacknowledged(attempt, e.toString())) {
        throw e;
      }
    }
  }

  private void overdue(WriteAttempt attempt) {
    if (unacknowledged(attempt, "no answer within " + ACKNOWLEDGED_WITHIN.toSeconds() + " s")) {
      attempt.abandon();
    }
  }

  private boolean unacknowledged(WriteAttempt attempt, String why) {
    boolean first = attempt.settle();
    if (first) {
      recorder.record(new LedgerUnacknowledged(time.now(), attempt.number(), why));
    }
    return first;
  }
}
