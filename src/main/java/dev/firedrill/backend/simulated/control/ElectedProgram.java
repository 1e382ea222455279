package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.kernel.Recurring;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Program;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A program of which one among several works, the one that leads: a controller manager or a
 * scheduler. It ends by itself where it can no longer renew its lease.
 */
final class ElectedProgram implements Program {

  private static final Duration TURN = Duration.ofMillis(200);
  private static final int IDENTITY_BYTES = 8;

  private final Simulation simulation;
  private final Informers api;
  private final Election election;
  private final Supplier<List<ControlLoop>> work;
  private final Consumer<String> ended;
  private final boolean releases;
  private final Recurring rounds;
  private final Recurring turns;
  private List<ControlLoop> loops = List.of();

  /**
   * Starts.
   *
   * @param name of the program, which is its lease's name too
   * @param machine on which it runs
   * @param releases whether it gives its lease back when it ends, as kube-scheduler does and
   *     kube-controller-manager does not
   * @param work what it does, made when it begins to lead
   */
  ElectedProgram(
      Simulation simulation,
      Informers api,
      String name,
      Machine machine,
      boolean releases,
      Supplier<List<ControlLoop>> work,
      Consumer<String> ended) {
    this.simulation = simulation;
    this.api = api;
    this.releases = releases;
    this.work = work;
    this.ended = ended;
    String host = machine.name().value();
    String id = HexFormat.of().formatHex(simulation.chance().bytes(IDENTITY_BYTES));
    this.election = new Election(simulation, machine.clock(), name, host + "_" + id);
    this.rounds = simulation.every(Election.RETRY, name + " " + host + ": election", this::elect);
    this.turns = simulation.every(TURN, name + " " + host, this::turn);
  }

  @Override
  public void stop() {
    if (releases) {
      election.release(api);
    }
    end();
  }

  @Override
  public void kill() {
    end();
  }

  private void end() {
    rounds.close();
    turns.close();
    api.close();
  }

  @Override
  public Output exec(List<String> argv) {
    return new Output(127, "", "not simulated: " + String.join(" ", argv));
  }

  private void elect() {
    boolean led = election.leads();
    election.attempt(api);
    if (election.isLost()) {
      end();
      ended.accept("leaderelection lost");
    } else if (election.leads() && !led) {
      loops = work.get();
    } else if (!election.leads()) {
      loops = List.of();
    }
  }

  private void turn() {
    loops.forEach(ControlLoop::turn);
  }
}
