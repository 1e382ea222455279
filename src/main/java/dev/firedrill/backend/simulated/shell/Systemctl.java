package dev.firedrill.backend.simulated.shell;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Tool;
import dev.firedrill.backend.simulated.machine.Unit;
import dev.firedrill.backend.simulated.machine.UnitProcess;
import dev.firedrill.backend.simulated.machine.Units;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** systemctl, for the units that a machine has. */
final class Systemctl implements Tool {

  private static final Duration LOOK = Duration.ofMillis(200);
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
      return SystemdTimer.runNow(invocation.machine(), unit);
    }
    if (verb.equals("enable") && invocation.argument(2).equals("--now")) {
      return enableNow(invocation, argv.subList(3, argv.size()));
    }
    if (List.of("show", "is-enabled", "enable", "disable", "kill").contains(verb)) {
      return withoutStarting(invocation, verb, unit);
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
      return argv.contains("--no-block") ? Output.printed("") : awaitUp(invocation, unit);
    }
    return Output.printed("");
  }

  /** Of a unit that the machine need not have. */
  private static Output withoutStarting(Invocation invocation, String verb, String unit) {
    Units units = invocation.machine().units();
    if (verb.equals("show")) {
      return show(invocation, unit);
    }
    if (!units.has(unit)) {
      return Output.failed(
          "Failed to %s unit: Unit file %s.service does not exist.\n".formatted(verb, unit));
    }
    switch (verb) {
      case "enable" -> units.enable(unit);
      case "disable" -> units.disable(unit);
      case "kill" -> units.kill(unit);
      default -> {
        boolean enabled = units.isEnabled(unit);
        return new Output(enabled ? 0 : 1, enabled ? "enabled\n" : "disabled\n", "");
      }
    }
    return Output.printed("");
  }

  private static Output show(Invocation invocation, String unit) {
    Units units = invocation.machine().units();
    String property = InstalledTools.option(invocation.argv(), "--property").orElse("");
    if (!invocation.argv().contains("--value")) {
      return NotSimulated.output(invocation);
    }
    return switch (property) {
      case "ActiveState" ->
          Output.printed((units.has(unit) ? units.state(unit) : "inactive") + "\n");
      case "MainPID" ->
          Output.printed(units.process(unit).map(each -> each.pid()).orElse(0) + "\n");
      default -> NotSimulated.output(invocation);
    };
  }

  /** A unit that says itself when it is up (Type=notify) is waited for. */
  private static Output awaitUp(Invocation invocation, String unit) {
    Units units = invocation.machine().units();
    Unit started = units.find(unit).orElseThrow();
    int pid = units.process(unit).map(UnitProcess::pid).orElse(0);
    BooleanSupplier runs = () -> units.process(unit).filter(each -> each.pid() == pid).isPresent();
    invocation.time().await(() -> started.isUp() || !runs.getAsBoolean(), LOOK, Duration.ofDays(1));
    return started.isUp() && runs.getAsBoolean()
        ? Output.printed("")
        : Output.failed(
            ("Job for %1$s.service failed because the control process exited with error code.\n"
                    + "See \"systemctl status %1$s.service\" and \"journalctl -xeu %1$s.service\""
                    + " for details.\n")
                .formatted(unit));
  }

  private static Output enableNow(Invocation invocation, List<String> named) {
    Units units = invocation.machine().units();
    for (String each : named) {
      if (!units.has(each)) {
        return Output.failed(
            "Failed to enable unit: Unit file %s does not exist.\n".formatted(each));
      }
    }
    for (String each : named) {
      units.enable(each);
      units.start(each);
      Output up = awaitUp(invocation, each);
      if (up.exitCode() != 0) {
        return up;
      }
    }
    return Output.printed("");
  }
}
