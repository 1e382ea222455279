package dev.firedrill.backend.simulated.machine;

import java.util.function.Consumer;

/** Knows the programs of container images. */
@FunctionalInterface
public interface ProgramStarter {

  /**
   * Starts what the container runs.
   *
   * @param ended to be called where the program ends by itself, with why
   */
  Program start(Machine machine, ContainerSpec container, Consumer<String> ended);
}
