package dev.firedrill.contract;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.Map;

/** Fixtures that cases make, as small as they can be. */
final class Fixtures {

  static final String IMAGE = "firedrill.dev/workload:1";
  static final String APP = "app";

  private Fixtures() {}

  static ConfigMap configMap(Ground ground, String name, Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(ground.namespace())
        .endMetadata()
        .withData(data)
        .build();
  }

  /** A ConfigMap that has been created. */
  static ConfigMap made(Ground ground, String name, Map<String, String> data) {
    return ground.client().resource(configMap(ground, name, data)).create();
  }

  /** A ConfigMap that has been created, with that label. */
  static ConfigMap labelled(Ground ground, String name, String label, String value) {
    return ground
        .client()
        .resource(
            new ConfigMapBuilder(configMap(ground, name, Map.of()))
                .editMetadata()
                .addToLabels(label, value)
                .endMetadata()
                .build())
        .create();
  }

  /** The workload's server, ready once it answers. */
  static PodSpec server() {
    return new PodSpecBuilder()
        .withTerminationGracePeriodSeconds(30L)
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .addNewContainer()
        .withName("web")
        .withImage(IMAGE)
        .withImagePullPolicy("Never")
        .addNewPort()
        .withName("http")
        .withContainerPort(8080)
        .withProtocol("TCP")
        .endPort()
        .withNewReadinessProbe()
        .withNewHttpGet()
        .withPath("/readyz")
        .withPort(new IntOrString("http"))
        .endHttpGet()
        .withPeriodSeconds(1)
        .endReadinessProbe()
        .withNewResources()
        .withRequests(Map.of("cpu", new Quantity("20m"), "memory", new Quantity("32Mi")))
        .endResources()
        .endContainer()
        .build();
  }

  /** A pod that looks up a name and ends. */
  static PodSpec lookup(String name) {
    return new PodSpecBuilder()
        .withRestartPolicy("Never")
        .addNewContainer()
        .withName("probe")
        .withImage(IMAGE)
        .withImagePullPolicy("Never")
        .withArgs("lookup", name)
        .endContainer()
        .build();
  }

  static Pod pod(Ground ground, String name, PodSpec spec) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(ground.namespace())
        .addToLabels(APP, name)
        .endMetadata()
        .withSpec(spec)
        .build();
  }

  static Deployment deployment(Ground ground, String name, int replicas) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(ground.namespace())
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .addToMatchLabels(APP, name)
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxUnavailable(new IntOrString(0))
        .withMaxSurge(new IntOrString(1))
        .endRollingUpdate()
        .endStrategy()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels(APP, name)
        .endMetadata()
        .withSpec(server())
        .endTemplate()
        .endSpec()
        .build();
  }

  static PodDisruptionBudget budget(Ground ground, String name, String app, int minAvailable) {
    return new PodDisruptionBudgetBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(ground.namespace())
        .endMetadata()
        .withNewSpec()
        .withMinAvailable(new IntOrString(minAvailable))
        .withNewSelector()
        .addToMatchLabels(APP, app)
        .endSelector()
        .endSpec()
        .build();
  }
}
