package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.kernel.Simulation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.List;

/** Runs one controller whenever something changed for it, from a moment on. */
final class ControlLoop {

  private final Simulation simulation;
  private final Informers api;
  private final Controller controller;
  private final Instant begins;
  private final List<Class<? extends HasMetadata>> watched;
  private List<Long> done = List.of();
  private Instant resync = Instant.MIN;

  ControlLoop(Simulation simulation, Informers api, Controller controller, Instant begins) {
    this.simulation = simulation;
    this.api = api;
    this.controller = controller;
    this.begins = begins;
    this.watched = controller.watches();
  }

  /** Reconciles where that is due; what failed is due again next time. */
  void turn() {
    Instant now = simulation.now();
    if (now.isBefore(begins)) {
      return;
    }
    try {
      List<Long> changes = api.changes(watched);
      if (!changes.equals(done) || !now.isBefore(resync)) {
        controller.reconcile();
        done = changes;
        resync = now.plus(controller.resync());
      }
    } catch (KubernetesClientException refused) {
      // As a work queue does: put back, and tried again.
    }
  }
}
