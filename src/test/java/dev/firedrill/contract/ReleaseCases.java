package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Version;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Kubeadm;
import dev.firedrill.tools.Systemctl;
import java.util.Map;

/** Other releases of a node's programs. */
@Only(value = Contracted.KUBEADM, why = "they are about kubeadm's programs")
final class ReleaseCases {

  void a_release_is_there_or_not(Ground ground) {
    assertThat(ground.cluster().releases().has(ground.contracted().version())).isTrue();
    assertThat(ground.cluster().releases().has(ground.contracted().newer())).isTrue();
    assertThat(ground.cluster().releases().has(Version.parse("v1.99.0"))).isFalse();
  }

  void an_installed_kubeadm_is_the_one_that_runs(Ground ground) {
    withKubeadm(
        ground,
        () ->
            assertThat(ground.controlPlane().run(Kubeadm.version()).stdout())
                .isEqualTo(ground.contracted().newer() + "\n"));
    assertThat(ground.controlPlane().run(Kubeadm.version()).stdout())
        .isEqualTo(ground.contracted().version() + "\n");
  }

  void the_next_minor_is_planned(Ground ground) {
    withKubeadm(
        ground,
        () -> {
          CommandResult plan =
              ground.controlPlane().run(Kubeadm.upgradePlan(ground.contracted().newer()));
          assertThat(plan.exitCode()).as(plan.tail()).isZero();
          assertThat(plan.stdout())
              .contains("[upgrade/versions] Cluster version: 1.29.4")
              .contains("[upgrade/versions] kubeadm version: v1.30.4")
              .contains("kubeadm upgrade apply v1.30.4");
        });
  }

  void the_minor_after_the_next_is_refused(Ground ground) {
    withKubeadm(
        ground,
        () -> {
          CommandResult apply =
              ground.controlPlane().run(Kubeadm.upgradeApply(Version.parse("v1.31.0")));
          assertThat(apply.exitCode()).isEqualTo(1);
          assertThat(apply.stderr())
              .contains(
                  "Specified version to upgrade to \"v1.31.0\" is too high; kubeadm can upgrade"
                      + " only 1 minor version at a time");
        });
  }

  void an_installed_kubelet_runs_after_its_restart(Ground ground) {
    NodeShell worker = ground.worker();
    ground
        .cluster()
        .releases()
        .install(ground.workerName(), Component.KUBELET, ground.contracted().newer());
    try {
      assertThat(running(ground)).containsEntry(Component.KUBELET, "v1.29.4");
      worker.run(Systemctl.restart("kubelet"));
      assertThat(running(ground)).containsEntry(Component.KUBELET, "v1.30.4");
      ground.until("reported", () -> reported(ground), "v1.30.4"::equals);
    } finally {
      ground
          .cluster()
          .releases()
          .install(ground.workerName(), Component.KUBELET, ground.contracted().version());
      worker.run(Systemctl.restart("kubelet"));
    }
    ground.until("reported", () -> reported(ground), "v1.29.4"::equals);
  }

  void an_inventory_tells_what_a_control_plane_runs(Ground ground) {
    assertThat(
            new KubeadmDistribution()
                .inventory()
                .runningVersions(ground.controlPlane(), NodeRole.CONTROL_PLANE))
        .containsEntry(Component.KUBE_APISERVER, "v1.29.4")
        .containsEntry(Component.KUBE_CONTROLLER_MANAGER, "v1.29.4")
        .containsEntry(Component.KUBE_SCHEDULER, "v1.29.4")
        .containsEntry(Component.ETCD, "3.5.12")
        .containsEntry(Component.KUBE_PROXY, "v1.29.4")
        .containsEntry(Component.KUBELET, "v1.29.4")
        .containsEntry(Component.KUBECTL, "v1.29.4");
  }

  void a_control_plane_has_sixteen_certificates_and_a_worker_three(Ground ground) {
    assertThat(
            new KubeadmDistribution()
                .certificates()
                .inUse(ground.controlPlane(), NodeRole.CONTROL_PLANE))
        .hasSize(16);
    assertThat(new KubeadmDistribution().certificates().inUse(ground.worker(), NodeRole.WORKER))
        .extracting(each -> each.name())
        .containsExactly("ca", "kubelet-client", "kubelet-serving");
  }

  private static void withKubeadm(Ground ground, Runnable meanwhile) {
    ground
        .cluster()
        .releases()
        .install(ground.controlPlaneName(), Component.KUBEADM, ground.contracted().newer());
    try {
      meanwhile.run();
    } finally {
      ground
          .cluster()
          .releases()
          .install(ground.controlPlaneName(), Component.KUBEADM, ground.contracted().version());
    }
  }

  private static Map<Component, String> running(Ground ground) {
    return new KubeadmDistribution().inventory().runningVersions(ground.worker(), NodeRole.WORKER);
  }

  private static String reported(Ground ground) {
    return ground
        .client()
        .nodes()
        .withName("worker-1")
        .get()
        .getStatus()
        .getNodeInfo()
        .getKubeletVersion();
  }
}
