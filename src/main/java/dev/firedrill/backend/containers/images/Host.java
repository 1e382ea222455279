package dev.firedrill.backend.containers.images;

import java.nio.file.Path;

/** Runs programs on the machine that builds. */
interface Host {

  /** True where a program of that name is on the PATH. */
  boolean has(String program);

  /** True where programs run as root. */
  boolean isRoot();

  /**
   * Runs a program to its end and keeps what it printed on both streams.
   *
   * @return also where the program failed or could not be started; then the exit code is not 0
   */
  HostResult run(HostCommand command);

  /**
   * Runs a program to its end; what it prints on both streams is appended to the log.
   *
   * @return the exit code
   */
  int run(HostCommand command, Path log);
}
