package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Traffic;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;

/** Deployments, their pods and the Services before them. */
final class WorkloadCases {

  void a_deployments_pods_come_up(Ground ground) {
    Workload.ready(ground, "web", 2);
    Deployment deployment =
        ground.until(
            "status of two pods",
            () -> Workload.deployment(ground, "web"),
            seen -> Integer.valueOf(2).equals(seen.getStatus().getReadyReplicas()));
    assertThat(deployment.getStatus().getReplicas()).isEqualTo(2);
    assertThat(deployment.getStatus().getUpdatedReplicas()).isEqualTo(2);
    assertThat(deployment.getStatus().getObservedGeneration())
        .isEqualTo(deployment.getMetadata().getGeneration());
  }

  void a_deployment_that_is_complete_says_so(Ground ground) {
    Workload.ready(ground, "web", 1);
    ground.until(
        "available and progressed",
        () -> Workload.deployment(ground, "web").getStatus().getConditions(),
        conditions ->
            conditions != null
                && conditions.stream()
                    .map(condition -> condition.getType() + " " + condition.getReason())
                    .toList()
                    .containsAll(
                        List.of(
                            "Available MinimumReplicasAvailable",
                            "Progressing NewReplicaSetAvailable")));
  }

  void pods_have_addresses_of_their_node(Ground ground) {
    Pod pod = Workload.ready(ground, "web", 1).get(0);
    assertThat(pod.getSpec().getNodeName()).isEqualTo("worker-1");
    assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
    assertThat(pod.getStatus().getHostIP())
        .isEqualTo(ground.cluster().topology().machine(ground.workerName()).address());
    String subnet = ground.client().nodes().withName("worker-1").get().getSpec().getPodCIDR();
    assertThat(pod.getStatus().getPodIP())
        .startsWith(subnet.substring(0, subnet.lastIndexOf('.') + 1));
    assertThat(pod.getStatus().getQosClass()).isEqualTo("Burstable");
  }

  void a_pod_belongs_to_a_replica_set_of_its_deployment(Ground ground) {
    Pod pod = Workload.ready(ground, "web", 1).get(0);
    assertThat(pod.getMetadata().getName()).matches("web-[a-z0-9]+-[a-z0-9]{5}");
    assertThat(pod.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(
            owner -> {
              assertThat(owner.getKind()).isEqualTo("ReplicaSet");
              assertThat(owner.getController()).isTrue();
            });
    assertThat(pod.getMetadata().getLabels()).containsKey("pod-template-hash");
  }

  void a_deployment_scales_down(Ground ground) {
    Workload.ready(ground, "web", 3);
    ground.client().apps().deployments().inNamespace(ground.namespace()).withName("web").scale(1);
    Workload.awaitReady(ground, "web", 1);
  }

  void a_deployment_scales_up(Ground ground) {
    Workload.ready(ground, "web", 1);
    ground.client().apps().deployments().inNamespace(ground.namespace()).withName("web").scale(3);
    Workload.awaitReady(ground, "web", 3);
  }

  void a_deleted_pod_is_replaced(Ground ground) {
    Pod before = Workload.ready(ground, "web", 1).get(0);
    ground.client().resource(before).delete();
    ground.until(
        "gone", () -> Workload.pod(ground, before.getMetadata().getName()), Objects::isNull);
    Pod after = Workload.awaitReady(ground, "web", 1).get(0);
    assertThat(after.getMetadata().getName()).isNotEqualTo(before.getMetadata().getName());
  }

  void a_deleted_pod_has_its_grace_period(Ground ground) {
    Pod pod = Workload.ready(ground, "web", 1).get(0);
    ground.client().resource(pod).delete();
    Pod going = Workload.pod(ground, pod.getMetadata().getName());
    assertThat(going.getMetadata().getDeletionTimestamp()).isNotNull();
    assertThat(going.getMetadata().getDeletionGracePeriodSeconds()).isEqualTo(30);
  }

  void a_pod_deleted_without_grace_is_gone_at_once(Ground ground) {
    Pod pod = Workload.ready(ground, "web", 1).get(0);
    ground.client().resource(pod).withGracePeriod(0).delete();
    assertThat(Workload.pod(ground, pod.getMetadata().getName())).isNull();
  }

  void a_new_template_replaces_every_pod(Ground ground) {
    Pod before = Workload.ready(ground, "web", 2).get(0);
    ground.until("edited", () -> newTemplate(ground), java.util.Objects::nonNull);
    ground.until(
        "two ready pods of the new template",
        () -> Workload.pods(ground, "web"),
        pods ->
            pods.size() == 2
                && pods.stream().noneMatch(pod -> hash(pod).equals(hash(before)))
                && pods.stream().allMatch(Readiness::isPodReady));
    assertThat(
            ground.client().apps().replicaSets().inNamespace(ground.namespace()).list().getItems())
        .extracting(set -> set.getSpec().getReplicas())
        .containsExactlyInAnyOrder(0, 2);
  }

  void a_service_has_the_ready_pods_behind_it(Ground ground) {
    Workload.service(ground, "web");
    List<Pod> pods = Workload.ready(ground, "web", 2);
    ground.until(
        "both pods",
        () -> Workload.readyAddresses(ground, "web"),
        addresses -> addresses.size() == 2);
    assertThat(Workload.readyAddresses(ground, "web"))
        .containsExactlyInAnyOrderElementsOf(
            pods.stream().map(pod -> pod.getStatus().getPodIP()).toList());
  }

  void a_pod_that_is_deleted_leaves_its_service_while_it_ends(Ground ground) {
    Workload.service(ground, "web");
    Pod pod = Workload.ready(ground, "web", 2).get(0);
    ground.until("two", () -> Workload.readyAddresses(ground, "web"), seen -> seen.size() == 2);
    ground.client().resource(pod).delete();
    ground.until(
        "without the pod",
        () -> Workload.readyAddresses(ground, "web"),
        addresses -> !addresses.contains(pod.getStatus().getPodIP()));
    assertThat(Workload.pod(ground, pod.getMetadata().getName())).isNotNull();
  }

  void a_service_gets_an_address_and_a_node_port(Ground ground) {
    Service service = Workload.service(ground, "web");
    assertThat(service.getSpec().getClusterIP()).startsWith("10.96.");
    assertThat(service.getSpec().getPorts().get(0).getNodePort()).isBetween(30000, 32767);
    assertThat(service.getSpec().getExternalTrafficPolicy()).isEqualTo("Cluster");
  }

  void a_node_port_that_is_taken_is_refused(Ground ground) {
    Service first = Workload.service(ground, "web");
    int port = first.getSpec().getPorts().get(0).getNodePort();
    first.getMetadata().setName("other");
    first.getMetadata().setResourceVersion(null);
    first.getSpec().setClusterIP(null);
    first.getSpec().setClusterIPs(null);
    Refusal refusal = Refusal.with(422, () -> ground.client().resource(first).create());
    assertThat(refusal.message())
        .isEqualTo(
            ("Service \"other\" is invalid: spec.ports[0].nodePort: Invalid value: %d: provided"
                    + " port is already allocated")
                .formatted(port));
  }

  void a_node_port_answers_on_every_node(Ground ground) {
    int port = Workload.service(ground, "web").getSpec().getPorts().get(0).getNodePort();
    Workload.ready(ground, "web", 1);
    for (NodeName node : ground.cluster().topology().nodes()) {
      String address = ground.cluster().topology().machine(node).address();
      ground.until("answering", () -> status(ground, address, port), code -> code == 200);
    }
  }

  void a_pod_without_its_image_waits_and_says_so(Ground ground) {
    Pod wanted = Fixtures.pod(ground, "web", Fixtures.server());
    wanted.getSpec().getContainers().get(0).setImage("firedrill.dev/no-such-image:1");
    ground.client().resource(wanted).create();
    ContainerStatus status =
        ground
            .until(
                "waiting for its image",
                () -> Workload.pod(ground, "web"),
                pod ->
                    !pod.getStatus().getContainerStatuses().isEmpty()
                        && pod.getStatus().getContainerStatuses().get(0).getState().getWaiting()
                            != null
                        && !"ContainerCreating"
                            .equals(
                                pod.getStatus()
                                    .getContainerStatuses()
                                    .get(0)
                                    .getState()
                                    .getWaiting()
                                    .getReason()))
            .getStatus()
            .getContainerStatuses()
            .get(0);
    assertThat(status.getState().getWaiting().getReason()).isEqualTo("ErrImageNeverPull");
    assertThat(Workload.pod(ground, "web").getStatus().getPhase()).isEqualTo("Pending");
  }

  void a_pod_that_ends_well_has_succeeded(Ground ground) {
    ground
        .client()
        .resource(
            Fixtures.pod(ground, "probe", Fixtures.lookup("kubernetes.default.svc.cluster.local")))
        .create();
    assertThat(ended(ground)).isEqualTo("Succeeded");
    assertThat(
            ground
                .client()
                .pods()
                .inNamespace(ground.namespace())
                .withName("probe")
                .getLog()
                .strip())
        .contains("10.96.0.1");
  }

  void a_pod_that_ends_badly_has_failed(Ground ground) {
    ground
        .client()
        .resource(Fixtures.pod(ground, "probe", Fixtures.lookup("no-such.svc.cluster.local")))
        .create();
    assertThat(ended(ground)).isEqualTo("Failed");
  }

  private static Deployment newTemplate(Ground ground) {
    return ground
        .client()
        .apps()
        .deployments()
        .inNamespace(ground.namespace())
        .withName("web")
        .edit(
            found -> {
              found
                  .getSpec()
                  .getTemplate()
                  .getSpec()
                  .getContainers()
                  .get(0)
                  .setEnv(List.of(new EnvVarBuilder().withName("NEW").withValue("1").build()));
              return found;
            });
  }

  private static String ended(Ground ground) {
    return ground.until(
        "ended",
        () -> Workload.pod(ground, "probe").getStatus().getPhase(),
        phase -> phase.equals("Succeeded") || phase.equals("Failed"));
  }

  private static String hash(Pod pod) {
    return pod.getMetadata().getLabels().get("pod-template-hash");
  }

  /** The status of an answer, or 0 for none. */
  private static int status(Ground ground, String address, int port) {
    return ground
        .cluster()
        .traffic()
        .map(traffic -> simulated(traffic, address, port))
        .orElseGet(() -> real(address, port));
  }

  private static int simulated(Traffic traffic, String address, int port) {
    return traffic.connect(address, port).get("/").status();
  }

  private static int real(String address, int port) {
    URI uri = URI.create("http://" + address + ":" + port + "/");
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking " + uri, e);
    }
  }
}
