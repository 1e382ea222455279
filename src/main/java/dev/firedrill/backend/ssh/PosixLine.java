package dev.firedrill.backend.ssh;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An argument vector as one line of a POSIX shell, which is all that SSH carries: the server hands
 * the line to the user's login shell. Every argument is quoted, so that nothing in it means
 * anything to that shell.
 */
final class PosixLine {

  private PosixLine() {}

  /**
   * The line. The program takes the shell's place, so that what ends it is known as it was.
   *
   * @throws IllegalArgumentException where an argument holds a NUL, which no program can be given
   */
  static String of(List<String> argv) {
    return argv.stream().map(PosixLine::quoted).collect(Collectors.joining(" ", "exec ", ""));
  }

  private static String quoted(String argument) {
    if (argument.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("an argument of a command cannot hold a NUL");
    }
    return "'" + argument.replace("'", "'\\''") + "'";
  }
}
