package dev.firedrill.ports;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A command for one machine: an argument vector, never a line for a shell to split.
 *
 * @param argv the program and its arguments
 * @param stdin what it reads, often nothing
 * @param timeout how long it may take
 * @param secrets texts that must not reach a record: arguments or output holding one are masked
 */
public record Command(List<String> argv, byte[] stdin, Duration timeout, List<String> secrets) {

  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(1);

  /** Copies the lists and the input. */
  public Command {
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("a command needs a program to run");
    }
    argv = List.copyOf(argv);
    stdin = stdin.clone();
    secrets = List.copyOf(secrets);
  }

  /** A command with no input that may take a minute. */
  public static Command of(String... argv) {
    return of(List.of(argv));
  }

  /** A command with no input that may take a minute. */
  public static Command of(List<String> argv) {
    return new Command(argv, new byte[0], DEFAULT_TIMEOUT, List.of());
  }

  /** The same command with another limit. */
  public Command within(Duration limit) {
    return new Command(argv, stdin, limit, secrets);
  }

  /** The same command, reading this text. */
  public Command reading(String input) {
    return reading(input.getBytes(StandardCharsets.UTF_8));
  }

  /** The same command, reading these bytes. */
  public Command reading(byte[] input) {
    return new Command(argv, input, timeout, secrets);
  }

  /** The same command, with these texts masked in every record. */
  public Command hiding(String... texts) {
    return new Command(argv, stdin, timeout, List.of(texts));
  }

  /** The argument vector as an operator would type it, secrets masked. */
  public String line() {
    return mask(String.join(" ", argv));
  }

  /** The text with every secret of this command masked. */
  public String mask(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, "<masked>");
    }
    return masked;
  }

  @Override
  public byte[] stdin() {
    return stdin.clone();
  }
}
