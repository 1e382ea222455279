package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Static pods follow their manifests. */
@Only(value = Contracted.KUBEADM, why = "k3s has no static pods")
final class StaticPodCases {

  private static final String MANIFEST = "/etc/kubernetes/manifests/kube-scheduler.yaml";
  private static final String MIRROR = "kube-scheduler-cp-1";

  void without_its_manifest_a_static_pod_and_its_mirror_are_gone(Ground ground) {
    String before = Recovery.container(ground, "kube-scheduler").orElseThrow();
    Recovery.without(
        ground,
        "kube-scheduler",
        () ->
            ground.until(
                "gone",
                () ->
                    Optional.ofNullable(
                        ground.client().pods().inNamespace("kube-system").withName(MIRROR).get()),
                Optional::isEmpty));
    assertThat(Recovery.container(ground, "kube-scheduler").orElseThrow()).isNotEqualTo(before);
  }

  void without_a_scheduler_pods_wait(Ground ground) {
    String namespace = ground.namespace();
    Recovery.without(
        ground,
        "kube-scheduler",
        () -> {
          ground.client().resource(Fixtures.pod(ground, "web", Fixtures.server())).create();
          ground.cluster().time().sleep(Duration.ofSeconds(5));
          assertThat(Workload.pod(ground, "web").getSpec().getNodeName()).as(namespace).isNull();
        });
    Workload.awaitReady(ground, "web", 1);
  }

  void without_a_controller_manager_nothing_makes_pods(Ground ground) {
    String namespace = ground.namespace();
    Recovery.without(
        ground,
        "kube-controller-manager",
        () -> {
          ground.client().resource(Fixtures.deployment(ground, "web", 1)).create();
          ground.cluster().time().sleep(Duration.ofSeconds(5));
          assertThat(Workload.pods(ground, "web")).as(namespace).isEmpty();
        });
    Workload.awaitReady(ground, "web", 1);
  }

  void a_changed_manifest_replaces_the_container(Ground ground) {
    String before = Recovery.container(ground, "kube-scheduler").orElseThrow();
    byte[] manifest = ground.controlPlane().read(MANIFEST);
    String changed =
        new String(manifest, StandardCharsets.UTF_8)
            .replace("    - --leader-elect=true\n", "    - --leader-elect=true\n    - --v=1\n");
    ground.controlPlane().write(MANIFEST, changed.getBytes(StandardCharsets.UTF_8), "0600");
    try {
      ground.until(
          "another",
          () -> Recovery.container(ground, "kube-scheduler"),
          found -> found.filter(id -> !id.equals(before)).isPresent());
    } finally {
      ground.controlPlane().write(MANIFEST, manifest, "0600");
    }
    ground.until(
        "with the old arguments",
        () ->
            ground
                .client()
                .pods()
                .inNamespace("kube-system")
                .withName(MIRROR)
                .get()
                .getSpec()
                .getContainers()
                .get(0)
                .getCommand(),
        command -> !command.contains("--v=1"));
    Recovery.await(ground);
  }
}
