package dev.firedrill.backend.simulated.fault;

import dev.firedrill.backend.simulated.machine.Container;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.model.ScheduledFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Faults of machines and of what runs on them. */
final class MachineStrikes {

  private static final String KUBELET = "kubelet";
  private static final String ETCD = "etcd";
  private static final Duration LATENCY = Duration.ofMillis(2500);

  private MachineStrikes() {}

  static Optional<Strike.Healing> crash(ScheduledFault fault, Ground ground) {
    Machine machine = machine(fault, ground);
    machine.crash();
    ground.network().takeAway(machine.address());
    return Optional.of(() -> ground.bringBack(machine));
  }

  static Optional<Strike.Healing> pause(ScheduledFault fault, Ground ground) {
    Machine machine = machine(fault, ground);
    machine.power().pause(true);
    ground.network().takeAway(machine.address());
    return Optional.of(
        () -> {
          machine.power().pause(false);
          ground.bringBack(machine);
        });
  }

  static Optional<Strike.Healing> stopKubelet(ScheduledFault fault, Ground ground) {
    Machine machine = machine(fault, ground);
    if (!machine.units().isActive(KUBELET)) {
      return Optional.empty();
    }
    machine.units().stop(KUBELET);
    return Optional.of(
        () -> {
          if (machine.power().on() && ground.isThere(machine)) {
            machine.units().start(KUBELET);
          }
        });
  }

  static Optional<Strike.Healing> fillDisk(ScheduledFault fault, Ground ground) {
    Machine machine = machine(fault, ground);
    machine.disk().full(true);
    kill(machine, "panic: write /var/lib/etcd/member/wal: no space left on device");
    return Optional.of(
        () -> {
          machine.disk().full(false);
          machine.containers().forbid(ETCD, false);
        });
  }

  static Optional<Strike.Healing> loseEtcd(ScheduledFault fault, Ground ground) {
    Machine machine = machine(fault, ground);
    kill(machine, "killed");
    return Optional.of(() -> machine.containers().forbid(ETCD, false));
  }

  static Optional<Strike.Healing> slowDisk(ScheduledFault fault, Ground ground) {
    Machine machine = machine(fault, ground);
    machine.disk().latency(LATENCY);
    return Optional.of(() -> machine.disk().latency(Duration.ZERO));
  }

  /** The container is stopped as by {@code crictl stop}; its kubelet starts it again. */
  static Strike stop(String container) {
    return (fault, ground) -> {
      Machine machine = machine(fault, ground);
      List<Container> running = running(machine, container);
      running.forEach(machine.containers()::stop);
      return running.isEmpty() ? Optional.empty() : Optional.of(Strike.Healing.BY_ITSELF);
    };
  }

  private static void kill(Machine machine, String why) {
    machine.containers().forbid(ETCD, true);
    running(machine, ETCD).forEach(each -> machine.containers().kill(each, why));
  }

  private static List<Container> running(Machine machine, String container) {
    return machine.containers().running().stream()
        .filter(each -> each.spec().name().equals(container))
        .toList();
  }

  private static Machine machine(ScheduledFault fault, Ground ground) {
    return ground.machine(fault.hosts().get(0)).orElseThrow();
  }
}
