package dev.firedrill.backend.simulated.shell;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Tool;
import dev.firedrill.backend.simulated.machine.Units;
import java.time.Duration;
import java.util.List;

/** systemctl, for the units that a machine has. */
final class Systemctl implements Tool {

  private static final Duration TAKES = Duration.ofMillis(130);

  private final Simulation simulation;

  Systemctl(Simulation simulation) {
    this.simulation = simulation;
  }

  @Override
  public Output run(Invocation invocation) {
    List<String> argv = invocation.argv();
    Units units = invocation.machine().units();
    String verb = invocation.argument(1);
    String unit = argv.get(argv.size() - 1).replace(".service", "");
    if (verb.equals("is-active")) {
      boolean active = unit.equals("containerd") || units.isActive(unit);
      return new Output(active ? 0 : 3, active ? "active\n" : "inactive\n", "");
    }
    invocation.time().takes(TAKES);
    if (verb.equals("daemon-reload")) {
      SystemdTimer.load(simulation, invocation.machine());
      return Output.printed("");
    }
    if (verb.equals("list-timers")) {
      return SystemdTimer.list(units, argv);
    }
    if (verb.equals("start") && SystemdTimer.hasService(invocation.machine(), unit)) {
      return SystemdTimer.runNow(simulation, invocation.machine(), unit);
    }
    if (verb.equals("enable") && invocation.argument(2).equals("--now")) {
      return enable(units, argv.subList(3, argv.size()));
    }
    if (!List.of("start", "stop", "restart").contains(verb)) {
      return NotSimulated.output(invocation);
    }
    if (!units.has(unit)) {
      return new Output(
          5,
          "",
          "Failed to %s %s.service: Unit %s.service not found.\n".formatted(verb, unit, unit));
    }
    if (!verb.equals("start")) {
      units.stop(unit);
    }
    if (!verb.equals("stop")) {
      units.start(unit);
    }
    return Output.printed("");
  }

  private static Output enable(Units units, List<String> named) {
    for (String each : named) {
      if (!units.has(each)) {
        return Output.failed(
            "Failed to enable unit: Unit file %s does not exist.\n".formatted(each));
      }
    }
    named.forEach(units::start);
    return Output.printed("");
  }
}
