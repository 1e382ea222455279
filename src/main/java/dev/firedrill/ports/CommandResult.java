package dev.firedrill.ports;

import java.time.Duration;

/**
 * How a command ended.
 *
 * @param exitCode the process's exit code
 * @param stdout what it printed
 * @param stderr what it complained of
 * @param elapsed how long it took
 */
public record CommandResult(int exitCode, String stdout, String stderr, Duration elapsed) {

  /** True for exit code 0. */
  public boolean succeeded() {
    return exitCode == 0;
  }

  /** The last lines of what it complained of, or else of what it printed, for a message. */
  public String tail() {
    String text = stderr.isBlank() ? stdout : stderr;
    String stripped = text.strip();
    return stripped.length() <= 2000
        ? stripped
        : "..." + stripped.substring(stripped.length() - 2000);
  }
}
