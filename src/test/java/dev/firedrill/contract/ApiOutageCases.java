package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.HashMap;
import java.util.Map;

/** The only API server stops and comes back. */
@Only(value = Contracted.KUBEADM, why = "an API server of k3s does not stop alone")
final class ApiOutageCases {

  private final Once<Map<String, String>> outage = new Once<>(ApiOutageCases::stopAndStart);

  private static Map<String, String> stopAndStart(Ground ground) {
    Map<String, String> seen = new HashMap<>();
    Pod pod = Workload.ready(ground, "web", 1).get(0);
    String resourceVersion = version(ground);
    Recovery.without(
        ground,
        "kube-apiserver",
        () -> {
          seen.put("api", Recovery.failure(() -> ground.client().raw("/readyz")));
          seen.put(
              "straight",
              Recovery.failure(
                  () ->
                      ground
                          .cluster()
                          .kubernetes()
                          .clientOf(ground.controlPlaneName())
                          .nodes()
                          .list()));
          seen.put(
              "kubectl",
              ground
                  .controlPlane()
                  .run(
                      Shell.configMapName(
                          "/etc/kubernetes/admin.conf", "kube-system", "kubeadm-config"))
                  .stderr());
          seen.put(
              "etcd", String.valueOf(ground.cluster().etcd().healthy(ground.controlPlaneName())));
          seen.put(
              "pod",
              String.valueOf(
                  dev.firedrill.tools.Crictl.containerId(ground.worker(), "web").isPresent()));
        });
    seen.put(
        "node after",
        String.valueOf(
            Readiness.getInstance().isReady(ground.client().nodes().withName("worker-1").get())));
    Pod after = Workload.pod(ground, pod.getMetadata().getName());
    seen.put(
        "restarts",
        String.valueOf(after.getStatus().getContainerStatuses().get(0).getRestartCount()));
    seen.put(
        "version grows",
        String.valueOf(Long.parseLong(version(ground)) >= Long.parseLong(resourceVersion)));
    return seen;
  }

  private static String version(Ground ground) {
    return ground
        .client()
        .configMaps()
        .inNamespace("kube-system")
        .list()
        .getMetadata()
        .getResourceVersion();
  }

  void an_api_server_that_is_stopped_answers_nobody(Ground ground) throws Throwable {
    assertThat(outage.seen(ground).get("api")).startsWith("KubernetesClientException: ");
    assertThat(outage.seen(ground).get("straight")).startsWith("KubernetesClientException: ");
  }

  void kubectl_says_that_the_connection_was_refused(Ground ground) throws Throwable {
    assertThat(outage.seen(ground).get("kubectl"))
        .contains(
            "The connection to the server "
                + ground.cluster().topology().controlPlaneEndpoint()
                + " was refused - did you specify the right host or port?");
  }

  void etcd_does_not_need_the_api(Ground ground) throws Throwable {
    assertThat(outage.seen(ground)).containsEntry("etcd", "true");
  }

  void pods_run_on_without_the_api(Ground ground) throws Throwable {
    assertThat(outage.seen(ground)).containsEntry("pod", "true").containsEntry("restarts", "0");
  }

  void nodes_are_ready_when_the_api_is_back(Ground ground) throws Throwable {
    assertThat(outage.seen(ground))
        .containsEntry("node after", "true")
        .containsEntry("version grows", "true");
  }
}
