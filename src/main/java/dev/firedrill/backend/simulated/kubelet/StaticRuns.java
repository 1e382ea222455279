package dev.firedrill.backend.simulated.kubelet;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The static pods that run on a machine. One whose manifest changed is ended, and the new one
 * started only after the kubelet's back-off (docs/performance.md: 12 to 15 s).
 */
final class StaticRuns {

  private static final Duration SHORTEST_BACK_OFF = Duration.ofMillis(10_500);
  private static final Duration LONGEST_BACK_OFF = Duration.ofMillis(13_500);

  private final Machine machine;
  private final Simulation simulation;
  private final PodNetwork network;
  private final StaticPods manifests;
  private final Map<String, PodRun> runs = new TreeMap<>();

  StaticRuns(Machine machine, Simulation simulation, PodNetwork network) {
    this.machine = machine;
    this.simulation = simulation;
    this.network = network;
    this.manifests = new StaticPods(machine);
  }

  Collection<PodRun> all() {
    return runs.values();
  }

  /** The names of the pods that there are manifests of. */
  Set<String> wanted() {
    return manifests.read().keySet();
  }

  /** Forgets pods whose containers somebody removed while no kubelet looked. */
  void forgetLost() {
    runs.values().removeIf(PodRun::isLost);
  }

  /** All of them end at once and come back after the back-off, as at a kubelet of a new minor. */
  void restartAll() {
    runs.values().forEach(run -> run.restart(afterBackOff()));
  }

  /**
   * Brings what runs closer to what the manifests say.
   *
   * @param ends false where a pod whose manifest is gone, or is another, is left alone
   */
  void sync(boolean ends) {
    Map<String, Pod> wanted = manifests.read();
    for (PodRun run : runs.values()) {
      Pod now = wanted.get(run.pod().getMetadata().getName());
      boolean same = now != null && now.getMetadata().getUid().equals(run.uid());
      if (!same && !run.isEnding()) {
        if (!ends) {
          continue;
        }
        run.end();
      }
      run.sync();
    }
    wanted.forEach(this::start);
    runs.values().removeIf(PodRun::isGone);
  }

  /** Has those that end come to their end, and looks at nothing else. */
  void goOnEnding() {
    runs.values().stream().filter(PodRun::isEnding).forEach(PodRun::sync);
    runs.values().removeIf(PodRun::isGone);
  }

  private void start(String name, Pod pod) {
    Optional<PodRun> before = Optional.ofNullable(runs.get(name));
    if (before.isEmpty()) {
      runs.put(name, new PodRun(machine, simulation, network, pod, simulation.now()));
    } else if (before.get().isGone()) {
      runs.put(name, new PodRun(machine, simulation, network, pod, afterBackOff()));
    }
  }

  private Instant afterBackOff() {
    return simulation.now().plus(simulation.chance().between(SHORTEST_BACK_OFF, LONGEST_BACK_OFF));
  }
}
