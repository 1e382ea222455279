package dev.firedrill.workload;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.List;
import java.util.Map;

/** The objects of the workload, as they are applied. */
final class WorkloadManifests {

  /** The name of the Deployment, the Service and the budget. */
  static final String NAME = "web";

  static final String IMAGE = "firedrill.dev/workload:1";

  private static final Map<String, String> LABELS = Map.of("app", NAME);
  private static final String CONTROL_PLANE = "node-role.kubernetes.io/control-plane";
  private static final int PORT = 8080;

  private final String namespace;
  private final int nodePort;
  private final int replicas;

  WorkloadManifests(String namespace, int nodePort, int replicas) {
    if (replicas < 2) {
      throw new IllegalArgumentException(
          "the workload needs at least 2 replicas so that one can be evicted, not " + replicas);
    }
    this.namespace = namespace;
    this.nodePort = nodePort;
    this.replicas = replicas;
  }

  /** All of them, in the order in which they can be applied. */
  List<HasMetadata> all() {
    return List.of(namespaceItself(), budget(), service(), deployment());
  }

  Deployment deployment() {
    return new DeploymentBuilder()
        .withMetadata(named())
        .withNewSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .withMatchLabels(LABELS)
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
        .withLabels(LABELS)
        .endMetadata()
        .withSpec(pod())
        .endTemplate()
        .endSpec()
        .build();
  }

  private Namespace namespaceItself() {
    return new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build();
  }

  private PodDisruptionBudget budget() {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(named())
        .withNewSpec()
        .withMinAvailable(new IntOrString(replicas - 1))
        // A pod that does not serve anyway must not hold up a drain.
        .withUnhealthyPodEvictionPolicy("AlwaysAllow")
        .withNewSelector()
        .withMatchLabels(LABELS)
        .endSelector()
        .endSpec()
        .build();
  }

  private Service service() {
    return new ServiceBuilder()
        .withMetadata(named())
        .withNewSpec()
        .withType("NodePort")
        .withExternalTrafficPolicy("Cluster")
        .withSelector(LABELS)
        .addNewPort()
        .withName("http")
        .withProtocol("TCP")
        .withPort(80)
        .withTargetPort(new IntOrString("http"))
        .withNodePort(nodePort)
        .endPort()
        .endSpec()
        .build();
  }

  private PodSpec pod() {
    return new PodSpecBuilder()
        .withTerminationGracePeriodSeconds(30L)
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withAffinity(workersRather())
        // Where there is one worker only, its drain succeeds if its pods may go elsewhere.
        .addNewToleration()
        .withKey(CONTROL_PLANE)
        .withOperator("Exists")
        .withEffect("NoSchedule")
        .endToleration()
        .addNewTopologySpreadConstraint()
        .withMaxSkew(1)
        .withTopologyKey("kubernetes.io/hostname")
        .withWhenUnsatisfiable("ScheduleAnyway")
        .withNewLabelSelector()
        .withMatchLabels(LABELS)
        .endLabelSelector()
        .endTopologySpreadConstraint()
        .withContainers(server())
        .build();
  }

  private static Affinity workersRather() {
    return new AffinityBuilder()
        .withNewNodeAffinity()
        .addNewPreferredDuringSchedulingIgnoredDuringExecution()
        .withWeight(100)
        .withNewPreference()
        .addNewMatchExpression()
        .withKey(CONTROL_PLANE)
        .withOperator("DoesNotExist")
        .endMatchExpression()
        .endPreference()
        .endPreferredDuringSchedulingIgnoredDuringExecution()
        .endNodeAffinity()
        .build();
  }

  private static Container server() {
    return new ContainerBuilder()
        .withName(NAME)
        .withImage(IMAGE)
        .withImagePullPolicy("Never")
        .withEnv(fromField("POD_NAME", "metadata.name"), fromField("NODE_NAME", "spec.nodeName"))
        .addNewPort()
        .withName("http")
        .withContainerPort(PORT)
        .withProtocol("TCP")
        .endPort()
        .withReadinessProbe(probe("/readyz", 1, 3))
        // A machine under load must not have its pods restarted for being slow.
        .withLivenessProbe(probe("/healthz", 10, 6))
        .withNewResources()
        .withRequests(Map.of("cpu", new Quantity("20m"), "memory", new Quantity("32Mi")))
        .endResources()
        .build();
  }

  private static Probe probe(String path, int periodSeconds, int failureThreshold) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withPort(new IntOrString("http"))
        .endHttpGet()
        .withPeriodSeconds(periodSeconds)
        .withTimeoutSeconds(5)
        .withFailureThreshold(failureThreshold)
        .build();
  }

  private static EnvVar fromField(String name, String path) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewFieldRef()
        .withFieldPath(path)
        .endFieldRef()
        .endValueFrom()
        .build();
  }

  private ObjectMeta named() {
    return new ObjectMetaBuilder().withName(NAME).withNamespace(namespace).build();
  }
}
