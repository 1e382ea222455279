package dev.firedrill.backend.containers.images;

/**
 * How a program on the building machine ended.
 *
 * @param exitCode 0 where it succeeded
 * @param output what it printed on both streams
 */
record HostResult(int exitCode, String output) {

  /** True where the exit code is 0. */
  public boolean succeeded() {
    return exitCode == 0;
  }
}
