package dev.firedrill.watch;

import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.ports.TimeSource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one question whenever it is run and keeps the newest answer. It records nothing itself, so
 * that a question which hangs holds up nobody.
 */
final class Probe<T> implements Runnable {

  private final String question;
  private final Supplier<T> ask;
  private final TimeSource time;
  private final AtomicReference<@Nullable RuntimeException> defect = new AtomicReference<>();
  private volatile @Nullable Answer<T> latest;

  /** Asks that; {@code question} says what, after "asking". */
  Probe(String question, Supplier<T> ask, TimeSource time) {
    this.question = question;
    this.ask = ask;
    this.time = time;
  }

  @Override
  public void run() {
    try {
      T value = ask.get();
      latest = new Answer.Given<>(time.now(), value);
    } catch (KubernetesClientException
        | EtcdUnavailable
        | NodeUnreachable
        | CommandTimedOut
        | UncheckedIOException unanswered) {
      latest = new Answer.Refused<>(time.now(), String.valueOf(unanswered.getMessage()));
    } catch (RuntimeException e) {
      latest = new Answer.Refused<>(time.now(), e.toString());
      defect.set(e);
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
}
