package dev.firedrill.watch;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

/** Objects as an API server shows them. */
final class Planted {

  private Planted() {}

  static Node node(String name, boolean ready, boolean cordoned, String kubelet) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withUnschedulable(cordoned ? true : null)
        .endSpec()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready ? "True" : "Unknown")
        .endCondition()
        .withNewNodeInfo()
        .withKubeletVersion(kubelet)
        .endNodeInfo()
        .endStatus()
        .build();
  }

  static Pod pod(String node, String component, String version) {
    String image = "registry.k8s.io/" + component + ":" + version;
    return pod(node, component, image, image, true);
  }

  static Pod pod(String node, String component, String specified, String image, boolean running) {
    ContainerStateBuilder state = new ContainerStateBuilder();
    if (running) {
      state.withNewRunning().endRunning();
    } else {
      state.withNewWaiting().withReason("ContainerCreating").endWaiting();
    }
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace("kube-system")
        .withName(component + "-" + node)
        .endMetadata()
        .withNewSpec()
        .withNodeName(node)
        .addNewContainer()
        .withName(component)
        .withImage(specified)
        .endContainer()
        .endSpec()
        .withNewStatus()
        .addNewContainerStatus()
        .withName(component)
        .withImage(image)
        .withState(state.build())
        .endContainerStatus()
        .endStatus()
        .build();
  }

  static PodDisruptionBudget budget(String name, int healthy, int desired) {
    return new PodDisruptionBudgetBuilder()
        .withNewMetadata()
        .withNamespace("firedrill-workload")
        .withName(name)
        .endMetadata()
        .withNewStatus()
        .withCurrentHealthy(healthy)
        .withDesiredHealthy(desired)
        .endStatus()
        .build();
  }
}
