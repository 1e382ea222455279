package dev.firedrill.operations;

import dev.firedrill.distribution.ControlPlane;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Really restarts the static pods of a control plane: their manifests are moved away until the
 * containers are gone, and moved back. Deleting the mirror pods would do nothing
 * (kubernetes#103575). The containers are stopped as well: a kubelet that has not reached the API
 * since its own start ends nothing whose manifest is gone, and with every certificate expired it
 * has not. Waits for containers that run, not for an API that answers: that may need other members
 * of etcd first.
 *
 * @param name the control plane
 */
public record RestartStaticPods(NodeName name) implements Operation {

  private static final Duration GONE = Duration.ofMinutes(3);
  private static final Duration BACK = Duration.ofMinutes(4);

  @Override
  public Optional<NodeName> node() {
    return Optional.of(name);
  }

  @Override
  public List<String> changes() {
    return List.of(
        "etcd, API server, controller manager and scheduler on node " + name + " are restarted");
  }

  @Override
  public String run(OperationContext context) {
    NodeShell shell = context.shell(name);
    ControlPlane parts = context.distribution().controlPlane();
    parts.suspend(shell);
    context.await(gone(parts, shell), GONE);
    parts.resume(shell);
    context.await(back(parts, shell), BACK);
    return "the static pods of node " + name + " were restarted";
  }

  private Condition<Boolean> gone(ControlPlane parts, NodeShell shell) {
    return new Condition<>(
        "gone",
        "the containers of the control plane on node " + name,
        () -> {
          parts.end(shell);
          List<String> running = parts.running(shell);
          return Sight.when(running.isEmpty(), () -> "running: " + running);
        });
  }

  /** Each was seen running once: one that waits for another member comes and goes. */
  private Condition<Boolean> back(ControlPlane parts, NodeShell shell) {
    Set<String> seen = new HashSet<>();
    return new Condition<>(
        "running again",
        "the containers of the control plane on node " + name,
        () -> {
          seen.addAll(parts.running(shell));
          return Sight.when(seen.containsAll(parts.parts()), () -> "seen running: " + seen);
        });
  }
}
