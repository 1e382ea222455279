package dev.firedrill.tools;

import dev.firedrill.ports.Command;
import java.time.Duration;

/** Command lines of systemctl. */
public final class Systemctl {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private Systemctl() {}

  /** Reads unit files anew. */
  public static Command daemonReload() {
    return Command.of("systemctl", "daemon-reload").within(LIMIT);
  }

  /** Restarts a unit. */
  public static Command restart(String unit) {
    return Command.of("systemctl", "restart", unit).within(LIMIT);
  }
}
