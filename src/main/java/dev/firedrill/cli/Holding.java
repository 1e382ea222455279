package dev.firedrill.cli;

import dev.firedrill.drill.StopSignal;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What becomes of a cluster that is kept when its drill is over. */
@FunctionalInterface
interface Holding {

  /** Its machines go on by themselves. */
  Holding MACHINES =
      (beside, line, stop) ->
          line.accept("the machines are left in place; \"./firedrill clean\" removes them");

  /**
   * Keeps it, perhaps until the stop is asked for.
   *
   * @param beside where files go that say how to reach it: made, and removed again
   * @param line told how it is reached
   */
  void keep(Path beside, Consumer<String> line, StopSignal stop);
}
