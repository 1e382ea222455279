package dev.firedrill.backend.containers.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One step of a build failed; says what it was doing, the end of its output and what to do next.
 */
public final class StepFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int TAIL_LINES = 15;

  StepFailed(String step, HostCommand command, int exitCode, Path log) {
    super(
        "could not "
            + step
            + ": "
            + command.argv().get(0)
            + " ended with exit code "
            + exitCode
            + ", expected 0. The end of "
            + log
            + ":\n"
            + tail(log)
            + "\nRead the whole file, mend what it names, and run the same command again:"
            + " what is already built is reused.");
  }

  private static String tail(Path log) {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
      List<String> all = lines.toList();
      return String.join(
          "\n",
          all.subList(Math.max(0, all.size() - TAIL_LINES), all.size()).stream()
              .map(line -> "    " + line)
              .toList());
    } catch (IOException unreadable) {
      return "    (unreadable: " + unreadable.getMessage() + ")";
    }
  }
}
