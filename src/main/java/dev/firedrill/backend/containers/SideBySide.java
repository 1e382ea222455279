package dev.firedrill.backend.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Does several things at once, as many as an engine on a small machine gains from. */
final class SideBySide {

  private static final int AT_ONCE = 3;

  private SideBySide() {}

  /**
   * Returns once all are done.
   *
   * @throws RuntimeException the first failure, the others suppressed in it
   */
  static void run(List<Runnable> tasks) {
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<?>> started = new ArrayList<>();
      tasks.forEach(task -> started.add(workers.submit(task)));
      RuntimeException failure = null;
      for (Future<?> task : started) {
        RuntimeException its = failureOf(task);
        if (failure == null) {
          failure = its;
        } else if (its != null) {
          failure.addSuppressed(its);
        }
      }
      if (failure != null) {
        throw failure;
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private static @Nullable RuntimeException failureOf(Future<?> task) {
    try {
      task.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for the engine");
    }
  }
}
