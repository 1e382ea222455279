package dev.firedrill.backend.simulated.kubelet;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pods that the API has bound to a machine's node. */
final class BoundRuns {

  private final Machine machine;
  private final Simulation simulation;
  private final PodNetwork network;
  private final Map<String, PodRun> runs = new LinkedHashMap<>();

  BoundRuns(Machine machine, Simulation simulation, PodNetwork network) {
    this.machine = machine;
    this.simulation = simulation;
    this.network = network;
  }

  Collection<PodRun> all() {
    return runs.values();
  }

  /** Forgets pods whose containers somebody removed while no kubelet looked. */
  void forgetLost() {
    runs.values().removeIf(PodRun::isLost);
  }

  /** The containers of all of them end, and are started again at once. */
  void restartContainers() {
    runs.values().forEach(PodRun::restartContainers);
  }

  /** Goes on with what is known; needs no API. */
  void sync() {
    runs.values().forEach(PodRun::sync);
  }

  /** Takes new pods, ends those that are to be deleted or are no more in the API. */
  void follow(List<Pod> pods) {
    Set<String> there = new LinkedHashSet<>();
    for (Pod pod : pods) {
      if (!MirrorPods.isMirror(pod)) {
        String uid = pod.getMetadata().getUid();
        there.add(uid);
        PodRun run = runs.get(uid);
        if (run != null) {
          run.update(pod);
        } else if (!isFinished(pod) && pod.getMetadata().getDeletionTimestamp() == null) {
          runs.put(uid, new PodRun(machine, simulation, network, pod, simulation.now()));
        }
        endIfDeleted(pod);
      }
    }
    for (PodRun run : runs.values()) {
      if (!there.contains(run.uid()) && !run.isEnding()) {
        run.end();
      }
    }
  }

  /** Deletes from the API what was to be deleted and has ended here, or never began. */
  void deleteGone(Informers api, List<Pod> pods) {
    List<PodRun> gone = new ArrayList<>(runs.values());
    gone.removeIf(run -> !run.isGone());
    gone.forEach(run -> runs.remove(run.uid()));
    for (Pod pod : pods) {
      boolean over = !runs.containsKey(pod.getMetadata().getUid());
      if (over && !MirrorPods.isMirror(pod) && pod.getMetadata().getDeletionTimestamp() != null) {
        Writes.delete(api, pod, 0);
      }
    }
  }

  private void endIfDeleted(Pod pod) {
    PodRun run = runs.get(pod.getMetadata().getUid());
    Long grace = pod.getMetadata().getDeletionGracePeriodSeconds();
    if (run != null && pod.getMetadata().getDeletionTimestamp() != null && !run.isEnding()) {
      if (grace == null) {
        run.end();
      } else {
        run.end(grace);
      }
    }
  }

  private static boolean isFinished(Pod pod) {
    String phase = pod.getStatus() == null ? "" : pod.getStatus().getPhase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }
}
