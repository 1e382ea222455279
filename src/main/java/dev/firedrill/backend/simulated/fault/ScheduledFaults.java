package dev.firedrill.backend.simulated.fault;

import dev.firedrill.backend.simulated.kernel.Event;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.model.FaultKind;
import dev.firedrill.model.ScheduledFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The faults of a schedule on one cluster: each is armed when its step begins, strikes at its
 * moment and is healed after its time. They need no draw, and everything they do is an event of the
 * simulation, so that its trace tells of it.
 */
public final class ScheduledFaults {

  /** Told of what strikes and what is healed. */
  public interface Witness {

    /** It has struck. */
    void struck(String what);

    /** It is over. */
    void healed(String what);
  }

  private final Ground ground;
  private final Simulation simulation;
  private final List<ScheduledFault> waiting;
  private final Map<String, Strike.Healing> ill = new LinkedHashMap<>();
  private final List<Event> due = new ArrayList<>();
  private final Witness witness;
  private boolean struckOnce;
  private boolean over;

  /** None of them strikes before its step begins. */
  public ScheduledFaults(Ground ground, List<ScheduledFault> faults, Witness witness) {
    this.ground = ground;
    this.simulation = ground.simulation();
    this.waiting = new ArrayList<>(faults);
    this.witness = witness;
  }

  /** Arms the faults of that step; those of a step that has begun before are armed already. */
  public void stepBegins(String id) {
    if (over) {
      return;
    }
    List<ScheduledFault> now = waiting.stream().filter(each -> each.step().equals(id)).toList();
    waiting.removeAll(now);
    now.forEach(fault -> later(fault.after(), "fault: " + fault.what(), () -> strike(fault)));
  }

  /**
   * Heals everything; nothing strikes any more.
   *
   * @return true where something had struck
   */
  public boolean end() {
    over = true;
    due.forEach(Event::cancel);
    List.copyOf(ill.keySet()).forEach(this::heal);
    return struckOnce;
  }

  private void strike(ScheduledFault fault) {
    if (isIll(fault) || !canStrike(fault)) {
      return;
    }
    Optional<Strike.Healing> healing = Strikes.of(fault.kind()).strike(fault, ground);
    if (healing.isEmpty()) {
      return;
    }
    struckOnce = true;
    ill.put(fault.what(), healing.get());
    witness.struck(fault.what());
    if (healing.get() == Strike.Healing.BY_ITSELF) {
      heal(fault.what());
    } else {
      later(fault.lasts(), "healed: " + fault.what(), () -> heal(fault.what()));
    }
    if (fault.kind() == FaultKind.CRASH_HARNESS) {
      simulation.kill();
    }
  }

  /** A machine that the drill has destroyed, or taken its power or network from, is let be. */
  private boolean canStrike(ScheduledFault fault) {
    return switch (fault.kind().where()) {
      case NODE, CONTROL_PLANE ->
          ground.machine(fault.hosts().get(0)).filter(ground.stands()).isPresent();
      case BETWEEN, HARNESS -> true;
    };
  }

  /** Of two faults that take the same from a host, the second has nothing to take. */
  private boolean isIll(ScheduledFault fault) {
    return switch (fault.kind()) {
      case CRASH_MACHINE, PAUSE_MACHINE ->
          isIll(FaultKind.CRASH_MACHINE, fault) || isIll(FaultKind.PAUSE_MACHINE, fault);
      case LOSE_ETCD_PROCESS, FILL_DISK ->
          isIll(FaultKind.LOSE_ETCD_PROCESS, fault) || isIll(FaultKind.FILL_DISK, fault);
      case STOP_KUBELET ->
          isIll(FaultKind.STOP_KUBELET, fault) || isIll(FaultKind.CRASH_MACHINE, fault);
      default -> ill.containsKey(fault.what());
    };
  }

  private boolean isIll(FaultKind kind, ScheduledFault fault) {
    return ill.containsKey(kind.word() + " " + String.join(" ", fault.hosts()));
  }

  private void heal(String what) {
    Strike.Healing healing = ill.remove(what);
    if (healing != null) {
      healing.heal();
      simulation.trace().note("healed " + what);
      witness.healed(what);
    }
  }

  private void later(Duration delay, String what, Runnable happening) {
    due.add(simulation.after(delay, what, happening));
  }
}
