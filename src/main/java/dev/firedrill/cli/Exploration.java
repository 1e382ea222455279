package dev.firedrill.cli;

import dev.firedrill.drill.StopSignal;
import dev.firedrill.model.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/** A drill a seed, each on one thread, on several threads at a time. */
final class Exploration {

  private static final int LOOK_FOR_STOP_MILLISECONDS = 200;

  private final SeedRange range;
  private final LongPredicate wanted;
  private final BiFunction<Seed, StopSignal, SeedResult> drill;
  private final Consumer<SeedResult> ended;
  private final StopSignal stop;
  private final AtomicLong next;
  private final ConcurrentSkipListMap<Long, SeedResult> results = new ConcurrentSkipListMap<>();
  private final Set<StopSignal> running = ConcurrentHashMap.newKeySet();

  /**
   * An exploration that has not begun.
   *
   * @param wanted true of a seed whose drill is to be run
   * @param drill runs the drill of a seed; called by several threads at a time
   * @param ended told every result as it comes, by several threads at a time
   * @param stop ends the exploration early, with the results there are
   */
  Exploration(
      SeedRange range,
      LongPredicate wanted,
      BiFunction<Seed, StopSignal, SeedResult> drill,
      Consumer<SeedResult> ended,
      StopSignal stop) {
    this.range = range;
    this.wanted = wanted;
    this.drill = drill;
    this.ended = ended;
    this.stop = stop;
    this.next = new AtomicLong(range.first());
  }

  /**
   * Runs it.
   *
   * @return the results by seed; those of all seeds that are wanted unless it was stopped
   */
  List<SeedResult> run(int threads) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<?>> workers = new ArrayList<>();
    for (int worker = 0; worker < threads; worker++) {
      workers.add(pool.submit(this::work));
    }
    pool.shutdown();
    try {
      while (!pool.awaitTermination(LOOK_FOR_STOP_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        if (stop.requested()) {
          running.forEach(StopSignal::request);
        }
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while exploring seeds " + range, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return List.copyOf(results.values());
  }

  private void work() {
    for (long seed = next.getAndIncrement();
        seed <= range.last() && !stop.requested();
        seed = next.getAndIncrement()) {
      if (wanted.test(seed)) {
        explore(seed);
      }
    }
  }

  private void explore(long seed) {
    StopSignal own = new StopSignal();
    running.add(own);
    try {
      SeedResult result = drill.apply(new Seed(seed), own);
      // What ends because it is told to has nothing to say.
      if (!own.requested()) {
        results.put(seed, result);
        ended.accept(result);
      }
    } catch (RuntimeException e) {
      next.set(range.last() + 1);
      throw new IllegalStateException("the drill of seed " + seed + " broke down", e);
    } finally {
      running.remove(own);
    }
  }
}
