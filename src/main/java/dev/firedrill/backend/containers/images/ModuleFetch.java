package dev.firedrill.backend.containers.images;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Fetches the modules of programs that are to be compiled, one program after the other, while
 * earlier steps keep the processors busy. Whatever it could not fetch, compiling fetches or
 * refuses.
 */
final class ModuleFetch implements AutoCloseable {

  private static final Duration END = Duration.ofSeconds(5);

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread daemon = new Thread(task, "module fetch");
            daemon.setDaemon(true);
            return daemon;
          });

  private final Compiler compiler;

  /** Fetches nothing yet. */
  ModuleFetch(Compiler compiler) {
    this.compiler = compiler;
  }

  /** Begins with the programs among those artifacts, in their order. */
  void begin(List<Artifact> toMake) {
    toMake.stream()
        .filter(Program.class::isInstance)
        .map(Program.class::cast)
        .forEach(program -> thread.submit(() -> compiler.fetch(program)));
    thread.shutdown();
  }

  /** Ends it, also in the middle. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(END.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
