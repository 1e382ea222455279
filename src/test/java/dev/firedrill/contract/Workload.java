package dev.firedrill.contract;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.List;
import java.util.stream.Stream;

/** Deployments and pods of a case. */
final class Workload {

  private Workload() {}

  static List<Pod> pods(Ground ground, String app) {
    return ground
        .client()
        .pods()
        .inNamespace(ground.namespace())
        .withLabel(Fixtures.APP, app)
        .list()
        .getItems();
  }

  static Pod pod(Ground ground, String name) {
    return ground.client().pods().inNamespace(ground.namespace()).withName(name).get();
  }

  /** A Deployment of that many pods, all of them ready. */
  static List<Pod> ready(Ground ground, String app, int replicas) {
    ground.client().resource(Fixtures.deployment(ground, app, replicas)).create();
    return awaitReady(ground, app, replicas);
  }

  /** The Deployment's pods once there are that many, ready, and no others. */
  static List<Pod> awaitReady(Ground ground, String app, int replicas) {
    return ground.until(
        replicas + " ready pods",
        () -> pods(ground, app),
        pods -> pods.size() == replicas && pods.stream().allMatch(Readiness::isPodReady));
  }

  static Deployment deployment(Ground ground, String app) {
    return ground.client().apps().deployments().inNamespace(ground.namespace()).withName(app).get();
  }

  /** A Service on a node port before the pods of that app. */
  static Service service(Ground ground, String app) {
    return ground
        .client()
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName(app)
                .withNamespace(ground.namespace())
                .endMetadata()
                .withNewSpec()
                .withType("NodePort")
                .addToSelector(Fixtures.APP, app)
                .addNewPort()
                .withName("http")
                .withProtocol("TCP")
                .withPort(80)
                .withNewTargetPort("http")
                .endPort()
                .endSpec()
                .build())
        .create();
  }

  /** The addresses of the pods behind the Service that are ready. */
  static List<String> readyAddresses(Ground ground, String service) {
    return ground
        .client()
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(ground.namespace())
        .withLabel("kubernetes.io/service-name", service)
        .list()
        .getItems()
        .stream()
        .flatMap(slice -> Stream.ofNullable(slice.getEndpoints()).flatMap(List::stream))
        .filter(endpoint -> Boolean.TRUE.equals(endpoint.getConditions().getReady()))
        .map(Endpoint::getAddresses)
        .flatMap(List::stream)
        .toList();
  }
}
