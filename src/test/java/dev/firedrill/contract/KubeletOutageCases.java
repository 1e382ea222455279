package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.tools.Crictl;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** A worker's kubelet stops, long enough to be noticed, and starts again. */
final class KubeletOutageCases {

  private final Once<Map<String, String>> outage = new Once<>(KubeletOutageCases::stopAndStart);

  private static Map<String, String> stopAndStart(Ground ground) {
    Map<String, String> seen = new HashMap<>();
    Workload.service(ground, "web");
    Pod pod = Workload.ready(ground, "web", 1).get(0);
    ground.until("one", () -> Workload.readyAddresses(ground, "web"), all -> all.size() == 1);
    CommandResult stopped = systemctl(ground, "stop");
    try {
      seen.put("stop", stopped.exitCode() + stopped.stdout() + stopped.stderr());
      CommandResult active = systemctl(ground, "is-active");
      seen.put("is-active", active.exitCode() + " " + active.stdout());
      if (ground.contracted() == Contracted.KUBEADM) {
        seen.put(
            "container", String.valueOf(Crictl.containerId(ground.worker(), "web").isPresent()));
      }
      seen.put("ready at once", ready(ground));
      Instant start = ground.cluster().time().now();
      ground.until("Unknown", () -> ready(ground), "Unknown"::equals);
      seen.put(
          "after",
          String.valueOf(Duration.between(start, ground.cluster().time().now()).toSeconds()));
      ground.until("two taints", () -> taints(ground), taints -> taints.contains("NoExecute"));
      seen.put("taints", taints(ground));
      ground.until(
          "no endpoints", () -> Workload.readyAddresses(ground, "web").size(), size -> size == 0);
      Pod lost = Workload.pod(ground, pod.getMetadata().getName());
      seen.put(
          "pod",
          lost.getStatus().getPhase()
              + " "
              + Readiness.isPodReady(lost)
              + " "
              + (lost.getMetadata().getDeletionTimestamp() == null));
    } finally {
      systemctl(ground, "start");
    }
    ground.until("Ready", () -> ready(ground), "True"::equals);
    ground.until("no taints", () -> taints(ground), String::isEmpty);
    ground.until("one", () -> Workload.readyAddresses(ground, "web"), all -> all.size() == 1);
    Pod after = Workload.pod(ground, pod.getMetadata().getName());
    seen.put(
        "restarts",
        String.valueOf(after.getStatus().getContainerStatuses().get(0).getRestartCount()));
    return seen;
  }

  private static CommandResult systemctl(Ground ground, String verb) {
    return ground.worker().run(Command.of("systemctl", verb, ground.workersUnit()));
  }

  private static String ready(Ground ground) {
    return ground.client().nodes().withName("worker-1").get().getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals("Ready"))
        .map(NodeCondition::getStatus)
        .findFirst()
        .orElse("");
  }

  private static String taints(Ground ground) {
    Node node = ground.client().nodes().withName("worker-1").get();
    TreeSet<String> taints = new TreeSet<>();
    for (Taint taint : node.getSpec().getTaints()) {
      taints.add(taint.getKey() + ":" + taint.getEffect());
    }
    return String.join(" ", taints);
  }

  void stopping_a_unit_succeeds_in_silence(Ground ground) throws Throwable {
    assertThat(outage.seen(ground)).containsEntry("stop", "0");
  }

  void a_stopped_unit_is_inactive(Ground ground) throws Throwable {
    assertThat(outage.seen(ground)).containsEntry("is-active", "3 inactive\n");
  }

  @Only(value = Contracted.KUBEADM, why = "k3s' containerd ends with its agent")
  void containers_run_on_without_the_kubelet(Ground ground) throws Throwable {
    assertThat(outage.seen(ground)).containsEntry("container", "true");
  }

  void a_node_is_missed_only_after_40_seconds(Ground ground) throws Throwable {
    assertThat(outage.seen(ground)).containsEntry("ready at once", "True");
    assertThat(Integer.parseInt(outage.seen(ground).get("after"))).isBetween(25, 60);
  }

  void a_node_that_is_missed_is_tainted(Ground ground) throws Throwable {
    assertThat(outage.seen(ground))
        .containsEntry(
            "taints",
            "node.kubernetes.io/unreachable:NoExecute node.kubernetes.io/unreachable:NoSchedule");
  }

  void pods_of_a_node_that_is_missed_are_not_ready_and_stay(Ground ground) throws Throwable {
    assertThat(outage.seen(ground)).containsEntry("pod", "Running false true");
  }

  void pods_are_ready_again_without_a_restart(Ground ground) throws Throwable {
    assertThat(outage.seen(ground)).containsEntry("restarts", "0");
  }
}
