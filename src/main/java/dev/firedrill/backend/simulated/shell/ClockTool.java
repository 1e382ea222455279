package dev.firedrill.backend.simulated.shell;

import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.MachineClock;
import dev.firedrill.backend.simulated.machine.Output;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code date}: what time it is on a machine, in seconds, and setting it. */
final class ClockTool {

  private static final Pattern SET = Pattern.compile("--set=@(\\d{1,11})\\.(\\d{9})");
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss 'UTC' yyyy", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private ClockTool() {}

  static Output run(Invocation invocation) {
    MachineClock clock = invocation.machine().clock();
    Matcher set = SET.matcher(invocation.argument(1));
    if (invocation.argv().size() != 2) {
      return NotSimulated.output(invocation);
    }
    if (invocation.argument(1).equals("+%s.%N")) {
      Instant now = clock.now();
      return Output.printed("%d.%09d\n".formatted(now.getEpochSecond(), now.getNano()));
    }
    if (set.matches()) {
      clock.set(Instant.ofEpochSecond(Long.parseLong(set.group(1)), Long.parseLong(set.group(2))));
      return Output.printed(FORM.format(clock.now()) + "\n");
    }
    return NotSimulated.output(invocation);
  }
}
