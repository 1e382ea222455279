package dev.firedrill.tools;

import dev.firedrill.ports.Command;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Command lines of systemctl. */
public final class Systemctl {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final Duration ENDS = Duration.ofMinutes(16);

  private Systemctl() {}

  /** Reads unit files anew. */
  public static Command daemonReload() {
    return Command.of("systemctl", "daemon-reload").within(LIMIT);
  }

  /** Has units start with the machine, and starts them. */
  public static Command enableNow(List<String> units) {
    return of(List.of("enable", "--now"), units);
  }

  /** Has a unit start with the machine; it is not started now. */
  public static Command enable(String unit) {
    return Command.of("systemctl", "enable", unit).within(LIMIT);
  }

  /** Has a unit not start with the machine any more; one that runs runs on. */
  public static Command disable(String unit) {
    return Command.of("systemctl", "disable", unit).within(LIMIT);
  }

  /** Ends with 0 where the unit starts with the machine. */
  public static Command isEnabled(String unit) {
    return Command.of("systemctl", "is-enabled", unit);
  }

  /** Has a unit start, and does not wait for it. */
  public static Command letStart(String unit) {
    return Command.of("systemctl", "start", "--no-block", unit).within(LIMIT);
  }

  /** Stops a unit. */
  public static Command stop(String unit) {
    return Command.of("systemctl", "stop", unit).within(LIMIT);
  }

  /** Kills a unit's main process, and none of the others that it has. */
  public static Command killMain(String unit) {
    return Command.of("systemctl", "kill", "--kill-whom", "main", "--signal", "KILL", unit);
  }

  /** Prints one property of a unit. */
  public static Command show(String property, String unit) {
    return Command.of("systemctl", "show", "--property", property, "--value", unit);
  }

  /** Starts a unit, and waits until it has ended where it is of the kind that ends. */
  public static Command start(String unit) {
    return Command.of("systemctl", "start", unit).within(ENDS);
  }

  /** Ends with 0 where the unit is started. */
  public static Command isActive(String unit) {
    return Command.of("systemctl", "is-active", unit);
  }

  /** Prints when timers are due next and elapsed last. */
  public static Command listTimers(List<String> timers) {
    return of(List.of("list-timers", "--all", "--no-pager"), timers);
  }

  private static Command of(List<String> words, List<String> units) {
    return Command.of(Stream.of(List.of("systemctl"), words, units).flatMap(List::stream).toList())
        .within(LIMIT);
  }

  /** Restarts a unit. */
  public static Command restart(String unit) {
    return Command.of("systemctl", "restart", unit).within(LIMIT);
  }
}
