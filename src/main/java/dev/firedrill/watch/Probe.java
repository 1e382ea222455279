package dev.firedrill.watch;

import dev.firedrill.ports.ApiProblem;
import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.ports.TimeSource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one question whenever it is run and keeps the newest answer. It records nothing itself, so
 * that a question which hangs holds up nobody, and can be interrupted without harm.
 */
final class Probe<T> implements Runnable {

  private final String question;
  private final Supplier<T> ask;
  private final Duration limit;
  private final TimeSource time;
  private final AtomicReference<@Nullable RuntimeException> defect = new AtomicReference<>();
  private volatile @Nullable Answer<T> latest;
  private @Nullable Thread asking;
  private Instant begun = Instant.MIN;
  private boolean givenUp;

  /**
   * Asks that.
   *
   * @param question what it asks, after "asking"
   * @param limit how long an answer may take; {@link #giveUpOverdue} holds it
   */
  Probe(String question, Supplier<T> ask, Duration limit, TimeSource time) {
    this.question = question;
    this.ask = ask;
    this.limit = limit;
    this.time = time;
  }

  @Override
  public void run() {
    begin();
    try {
      T value = ask.get();
      latest = new Answer.Given<>(time.now(), value);
    } catch (KubernetesClientException
        | EtcdUnavailable
        | NodeUnreachable
        | CommandTimedOut
        | UncheckedIOException unanswered) {
      refused(ApiProblem.told(unanswered));
    } catch (RuntimeException e) {
      if (!refused(e.toString())) {
        defect.set(e);
      }
    } finally {
      end();
    }
  }

  /**
   * Interrupts a question that has had no answer within its limit. The limits of clients end most
   * of them before; not a response that stalls after its headers, which fabric8 awaits for ever.
   */
  synchronized void giveUpOverdue(Instant now) {
    if (asking != null && now.isAfter(begun.plus(limit))) {
      givenUp = true;
      asking.interrupt();
    }
  }

  String question() {
    return question;
  }

  /** The newest answer; empty until the first. */
  Optional<Answer<T>> latest() {
    return Optional.ofNullable(latest);
  }

  /** What went wrong in a way that no cluster can cause; each once. */
  Optional<RuntimeException> takeDefect() {
    return Optional.ofNullable(defect.getAndSet(null));
  }

  private synchronized void begin() {
    asking = Thread.currentThread();
    begun = time.now();
    givenUp = false;
  }

  private synchronized void end() {
    asking = null;
    Thread.interrupted(); // meant for the question that is over
  }

  /** True where the question was given up, whatever it then threw. */
  private synchronized boolean refused(String why) {
    latest =
        new Answer.Refused<>(
            time.now(), givenUp ? "no answer within " + limit.toMillis() + " ms" : why);
    return givenUp;
  }
}
