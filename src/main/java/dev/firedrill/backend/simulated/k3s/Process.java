package dev.firedrill.backend.simulated.k3s;

import dev.firedrill.backend.simulated.kernel.Event;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Unit;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The unit of k3s on a machine: {@code Type=notify}, started again 5 s after it has ended by itself
 * ({@code Restart=always}, {@code RestartSec=5s}). It ends as a whole: where one of its parts ends,
 * and where it is stopped, all of them are gone at once, etcd's member in the middle of its work.
 */
final class Process implements Unit {

  private static final Duration RESTART = Duration.ofSeconds(5);

  private final Machine machine;
  private final Simulation simulation;
  private final String name;
  private final Function<Consumer<String>, Role> maker;
  private @Nullable Role role;
  private @Nullable Event restart;
  private int starts;

  /**
   * Not started.
   *
   * @param name the unit's
   * @param maker of what runs, which tells where it ends by itself, and why
   */
  Process(
      Machine machine, Simulation simulation, String name, Function<Consumer<String>, Role> maker) {
    this.machine = machine;
    this.simulation = simulation;
    this.name = name;
    this.maker = maker;
  }

  /** What runs; nothing where nothing does. */
  Optional<Role> role() {
    return Optional.ofNullable(role);
  }

  @Override
  public void start() {
    forgetRestart();
    int start = ++starts;
    Role started =
        maker.apply(
            why -> {
              if (start == starts && role != null) {
                ended(why);
              }
            });
    role = started;
    started.start();
  }

  @Override
  public void stop() {
    forgetRestart();
    end();
  }

  @Override
  public void kill() {
    end();
    comeBack();
  }

  @Override
  public boolean isUp() {
    return role != null && role.isUp();
  }

  @Override
  public boolean isComingBack() {
    return restart != null;
  }

  private void ended(String why) {
    simulation.trace().note(name + " " + machine.name() + " ended: " + why);
    end();
    machine.units().ended(name);
    comeBack();
  }

  private void end() {
    Role ending = role;
    role = null;
    if (ending != null) {
      ending.end();
    }
  }

  private void comeBack() {
    restart =
        simulation.after(
            RESTART,
            "systemd " + machine.name() + ": starts " + name + " again",
            () -> {
              restart = null;
              machine.units().start(name);
            });
  }

  private void forgetRestart() {
    if (restart != null) {
      restart.cancel();
      restart = null;
    }
  }
}
