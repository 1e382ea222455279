package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.catchThrowable;

import dev.firedrill.tools.Crictl;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Stopping a static pod, starting it again, and waiting until all is as before. */
final class Recovery {

  private static final String MANIFESTS = "/etc/kubernetes/manifests/";

  /**
   * Beneath an API server that runs without etcd a kubelet removes the mirror of a static pod that
   * is gone for 34 s at a time, in vain, and looks at a manifest only where chance lets it in
   * between; a kubelet that is started anew takes as long.
   */
  private static final Duration WITHOUT_API = Duration.ofMinutes(10);

  private Recovery() {}

  /** Takes the static pod's manifest away, does that, and gives the manifest back. */
  static void without(Ground ground, String component, Runnable meanwhile) {
    String file = MANIFESTS + component + ".yaml";
    byte[] manifest = ground.controlPlane().read(file);
    ground.run("rm", "-f", file);
    try {
      ground.until("stopped", () -> container(ground, component), Optional::isEmpty);
      meanwhile.run();
    } finally {
      ground.controlPlane().write(file, manifest, "0600");
      await(ground);
    }
  }

  /** Waits until the control plane serves, its leaders lead and every system pod is ready. */
  static void await(Ground ground) {
    ground.until(
        "etcd healthy",
        WITHOUT_API,
        () -> ground.cluster().etcd().healthy(ground.controlPlaneName()),
        healthy -> healthy);
    ground.until("the API ready", () -> ground.client().raw("/readyz"), "ok"::equals);
    Map<String, ZonedDateTime> first = new HashMap<>();
    for (String leader : List.of("kube-controller-manager", "kube-scheduler")) {
      ground.until(
          leader + " leading",
          () -> renewed(ground, leader),
          time -> {
            ZonedDateTime before = first.putIfAbsent(leader, time);
            return before != null && time.isAfter(before);
          });
    }
    ground.until(
        "ready pods",
        () ->
            ground.client().pods().inNamespace("kube-system").list().getItems().stream()
                .filter(pod -> !Readiness.isPodReady(pod))
                .map(Pod::getMetadata)
                .map(meta -> meta.getName())
                .toList(),
        List::isEmpty);
  }

  /** The running container of that name on the control plane. */
  static Optional<String> container(Ground ground, String name) {
    return Crictl.containerId(ground.controlPlane(), name);
  }

  /** What the call ends with, in words; empty where it ends well. */
  static String failure(ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    return thrown == null ? "" : thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
  }

  private static ZonedDateTime renewed(Ground ground, String leader) {
    return ground
        .client()
        .leases()
        .inNamespace("kube-system")
        .withName(leader)
        .get()
        .getSpec()
        .getRenewTime();
  }
}
