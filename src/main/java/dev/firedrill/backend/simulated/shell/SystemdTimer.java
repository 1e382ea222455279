package dev.firedrill.backend.simulated.shell;

import dev.firedrill.backend.simulated.kernel.Event;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Unit;
import dev.firedrill.backend.simulated.machine.Units;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A timer of systemd, {@code OnCalendar=hourly} or {@code daily}, read from its file; what it
 * starts is the service of the same name. It is known to its machine as {@code NAME.timer}, and
 * starts with it.
 */
final class SystemdTimer implements Unit {

  private static final String FOLDER = "/etc/systemd/system";
  private static final String TIMER = ".timer";
  private static final Map<String, ChronoUnit> CALENDAR =
      Map.of("hourly", ChronoUnit.HOURS, "daily", ChronoUnit.DAYS);

  private final Simulation simulation;
  private final Machine machine;
  private final String name;
  private final ChronoUnit every;
  private @Nullable Event next;
  private Instant due = Instant.EPOCH;

  private SystemdTimer(Simulation simulation, Machine machine, String name, ChronoUnit every) {
    this.simulation = simulation;
    this.machine = machine;
    this.name = name;
    this.every = every;
  }

  /** Makes the timers known whose files are there; one that is started goes on as it was. */
  static void load(Simulation simulation, Machine machine) {
    for (String file : machine.files().below(FOLDER)) {
      String timer = file.substring(FOLDER.length() + 1);
      ChronoUnit every = CALENDAR.get(setting(machine, file, "OnCalendar"));
      if (timer.endsWith(TIMER) && every != null && !machine.units().has(timer)) {
        String name = timer.substring(0, timer.length() - TIMER.length());
        machine.units().install(timer, new SystemdTimer(simulation, machine, name, every));
      }
    }
  }

  /** True where a service of that name has a file there, which is run to its end. */
  static boolean hasService(Machine machine, String name) {
    return !machine.units().has(name) && machine.files().exists(FOLDER + "/" + name + ".service");
  }

  /** Runs the service of that name to its end. */
  static Output runNow(Machine machine, String name) {
    String file = FOLDER + "/" + name + ".service";
    Output ended =
        new ScheduledBackup(machine).run(List.of(setting(machine, file, "ExecStart").split(" ")));
    return ended.exitCode() == 0
        ? Output.printed("")
        : Output.failed(
            "Job for %s.service failed because the control process exited with error code.\n%s"
                .formatted(name, ended.stderr()));
  }

  /** When each is due, and what it starts. */
  static Output list(Units units, List<String> argv) {
    Map<String, String> lines = new TreeMap<>();
    for (String timer : argv) {
      if (timer.endsWith(TIMER) && units.isActive(timer)) {
        units
            .find(timer)
            .filter(SystemdTimer.class::isInstance)
            .map(SystemdTimer.class::cast)
            .ifPresent(each -> lines.put(each.due + timer, each.line(timer)));
      }
    }
    return Output.printed(
        "NEXT                         UNIT                         ACTIVATES\n%s\n%d timers listed.\n"
            .formatted(String.join("", lines.values()), lines.size()));
  }

  private String line(String timer) {
    return "%s  %-28s %s.service\n".formatted(due, timer, name);
  }

  @Override
  public void start() {
    Instant now = machine.clock().now();
    due = now.atZone(ZoneOffset.UTC).truncatedTo(every).plus(1, every).toInstant();
    next =
        simulation.after(
            Duration.between(now, due),
            "systemd " + machine.name() + ": " + name + TIMER,
            this::elapse);
  }

  @Override
  public void stop() {
    if (next != null) {
      next.cancel();
      next = null;
    }
  }

  private void elapse() {
    start();
    runNow(machine, name);
  }

  private static String setting(Machine machine, String file, String key) {
    Optional<String> line =
        machine
            .files()
            .text(file)
            .orElse("")
            .lines()
            .filter(each -> each.startsWith(key + "="))
            .findFirst();
    return line.map(each -> each.substring(key.length() + 1)).orElse("");
  }
}
