package dev.firedrill.tools;

import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A machine's time of day, by its own {@code date} (GNU coreutils). */
public final class NodeClock {

  /** Asked again where an answer took so long that it says little. */
  private static final Duration EXACT = Duration.ofMillis(250);

  private static final int TRIES = 3;
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,11})\\.(\\d{9})");

  private NodeClock() {}

  /**
   * How far it is from the run's clock: by the moment half way between question and answer, the
   * most exact of up to three answers.
   *
   * @throws CommandFailed where the machine has no such program
   * @throws Unexpected where it prints something else
   */
  public static ClockReading read(NodeShell shell, TimeSource time) {
    ClockReading best = readOnce(shell, time);
    for (int tries = 1; tries < TRIES && best.uncertainty().compareTo(EXACT) > 0; tries++) {
      ClockReading other = readOnce(shell, time);
      best = other.uncertainty().compareTo(best.uncertainty()) < 0 ? other : best;
    }
    return best;
  }

  /** Sets it; a jump, for whatever runs there. */
  public static Command set(Instant to) {
    return Command.of("date", "--set=@%d.%09d".formatted(to.getEpochSecond(), to.getNano()));
  }

  private static ClockReading readOnce(NodeShell shell, TimeSource time) {
    Instant asked = time.now();
    String printed = Shells.run(shell, Command.of("date", "+%s.%N")).strip();
    Duration half = Duration.between(asked, time.now()).dividedBy(2);
    Matcher matcher = SECONDS.matcher(printed);
    if (!matcher.matches()) {
      throw Unexpected.on(
          shell.node(),
          "date +%s.%N",
          "seconds and nanoseconds, as GNU date prints them",
          "\"" + printed + "\"",
          "install GNU coreutils there");
    }
    Instant there =
        Instant.ofEpochSecond(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    return new ClockReading(Duration.between(asked.plus(half), there), half);
  }
}
