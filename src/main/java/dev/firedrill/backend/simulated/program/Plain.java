package dev.firedrill.backend.simulated.program;

import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Program;
import java.util.List;

/**
 * A program in which nothing can be run.
 *
 * @param end what happens when it is stopped
 */
record Plain(Runnable end) implements Program {

  @Override
  public void stop() {
    end.run();
  }

  @Override
  public Output exec(List<String> argv) {
    return new Output(127, "", "not simulated: " + String.join(" ", argv) + "\n");
  }
}
