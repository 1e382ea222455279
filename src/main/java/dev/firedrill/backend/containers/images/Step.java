package dev.firedrill.backend.containers.images;

import java.nio.file.Path;

/**
 * One step of a build. It runs commands; the first that fails ends the step.
 *
 * @param title what the step does, for the message
 * @param host where the commands run
 * @param log keeps what they print
 */
record Step(String title, Host host, Path log) {

  /**
   * Runs one command.
   *
   * @throws StepFailed where it ends with another exit code than 0
   */
  void run(HostCommand command) {
    int exitCode = host.run(command, log);
    if (exitCode != 0) {
      throw new StepFailed(title, command, exitCode, log);
    }
  }
}
