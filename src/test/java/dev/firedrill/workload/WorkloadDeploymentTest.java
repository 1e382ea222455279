package dev.firedrill.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.testing.FakeApi;
import dev.firedrill.testing.FakeApi.Reply;
import dev.firedrill.testing.VirtualTime;
import dev.firedrill.waiting.WaitedInVain;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceListBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkloadDeploymentTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String DEPLOYMENT =
      "/apis/apps/v1/namespaces/firedrill-workload/deployments/web";
  private static final String SERVICE = "/api/v1/namespaces/firedrill-workload/services/web";
  private static final String BUDGET =
      "/apis/policy/v1/namespaces/firedrill-workload/poddisruptionbudgets/web";
  private static final String NAMESPACE = "/api/v1/namespaces/firedrill-workload";
  private static final String SLICES =
      "/apis/discovery.k8s.io/v1/namespaces/firedrill-workload/endpointslices";

  private final Map<String, FakeApi.Request> applied = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final FakeApi api = new FakeApi(this::answer);
  private final WorkloadDeployment workload =
      new WorkloadDeployment(api.client(), new VirtualTime(), 4);
  private volatile int ready = 4;
  private volatile int behind = 4;
  private volatile boolean nullEndpoints;
  private volatile int goneAfterLooks = 2;

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void it_is_applied_server_side_and_the_namespace_first() {
    workload.apply(LIMIT);

    assertThat(asked)
        .containsExactly(
            "PATCH " + NAMESPACE, "PATCH " + BUDGET, "PATCH " + SERVICE, "PATCH " + DEPLOYMENT);
    assertThat(applied.values())
        .allSatisfy(request -> assertThat(request.query()).contains("fieldManager=firedrill"));
  }

  @Test
  void one_pod_may_be_away_at_a_time_and_none_for_a_rollout() {
    workload.apply(LIMIT);

    assertThat(
            applied
                .get(BUDGET)
                .as(PodDisruptionBudget.class)
                .getSpec()
                .getMinAvailable()
                .getIntVal())
        .isEqualTo(3);
    Deployment web = applied.get(DEPLOYMENT).as(Deployment.class);
    assertThat(web.getSpec().getReplicas()).isEqualTo(4);
    assertThat(web.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal())
        .isZero();
  }

  @Test
  void its_pods_may_go_to_a_control_plane_where_the_only_worker_is_drained() {
    workload.apply(LIMIT);

    var pod = applied.get(DEPLOYMENT).as(Deployment.class).getSpec().getTemplate().getSpec();
    assertThat(pod.getTolerations())
        .singleElement()
        .satisfies(
            toleration -> {
              assertThat(toleration.getKey()).isEqualTo("node-role.kubernetes.io/control-plane");
              assertThat(toleration.getEffect()).isEqualTo("NoSchedule");
            });
    assertThat(
            pod.getAffinity()
                .getNodeAffinity()
                .getPreferredDuringSchedulingIgnoredDuringExecution())
        .hasSize(1);
    assertThat(pod.getTopologySpreadConstraints())
        .singleElement()
        .satisfies(
            constraint ->
                assertThat(constraint.getWhenUnsatisfiable()).isEqualTo("ScheduleAnyway"));
    assertThat(pod.getContainers().get(0).getImagePullPolicy()).isEqualTo("Never");
    assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(30);
  }

  @Test
  void the_service_is_on_the_node_port_of_every_node() {
    workload.apply(LIMIT);

    Service service = applied.get(SERVICE).as(Service.class);
    assertThat(service.getSpec().getType()).isEqualTo("NodePort");
    assertThat(service.getSpec().getExternalTrafficPolicy()).isEqualTo("Cluster");
    assertThat(service.getSpec().getPorts())
        .singleElement()
        .satisfies(port -> assertThat(port.getNodePort()).isEqualTo(30080));
  }

  @Test
  void it_is_ready_once_every_pod_is_and_the_service_has_all_behind_it() {
    workload.awaitReady(LIMIT);
    assertThat(asked).contains("GET " + DEPLOYMENT, "GET " + SLICES);
  }

  @Test
  void a_pod_that_is_not_ready_is_waited_for_in_vain_and_the_reason_told() {
    ready = 3;
    assertThatThrownBy(() -> workload.awaitReady(LIMIT))
        .isInstanceOf(WaitedInVain.class)
        .hasMessageContaining("Deployment web to be at 4 ready pods, all behind the Service")
        .hasMessageContaining("4 pods, 4 up to date, 3 ready, 4 behind the Service");
  }

  @Test
  void a_service_that_does_not_know_a_pod_yet_is_not_ready() {
    behind = 3;
    assertThatThrownBy(() -> workload.awaitReady(LIMIT))
        .isInstanceOf(WaitedInVain.class)
        .hasMessageContaining("3 behind the Service");
  }

  @Test
  void a_slice_that_says_null_for_no_endpoints_is_not_ready() {
    nullEndpoints = true;
    assertThatThrownBy(() -> workload.awaitReady(LIMIT))
        .isInstanceOf(WaitedInVain.class)
        .hasMessageContaining("0 behind the Service");
  }

  @Test
  void removal_waits_until_the_namespace_is_gone() {
    workload.remove(LIMIT);
    assertThat(asked).contains("DELETE " + NAMESPACE);
    assertThat(goneAfterLooks).isZero();
  }

  @Test
  void a_single_replica_is_refused() {
    assertThatThrownBy(() -> new WorkloadDeployment(api.client(), new VirtualTime(), 1))
        .hasMessageContaining("at least 2 replicas");
  }

  private Reply answer(FakeApi.Request request) {
    asked.add(request.method() + " " + request.path());
    if (request.method().equals("PATCH")) {
      applied.put(request.path(), request);
      return new Reply(200, request.body());
    }
    if (request.is("GET", DEPLOYMENT)) {
      return Reply.ok(deployment());
    }
    if (request.is("GET", SLICES) && nullEndpoints) {
      return new Reply(200, "{\"kind\":\"EndpointSliceList\",\"items\":[{\"endpoints\":null}]}");
    }
    if (request.is("GET", SLICES)) {
      return Reply.ok(slices());
    }
    if (request.is("DELETE", NAMESPACE)) {
      return Reply.ok(namespace());
    }
    if (request.is("GET", NAMESPACE) && goneAfterLooks > 0) {
      goneAfterLooks--;
      return Reply.ok(namespace());
    }
    return Reply.refusal(404, "NotFound", request.path());
  }

  private Deployment deployment() {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("web")
        .withGeneration(2L)
        .endMetadata()
        .withNewStatus()
        .withObservedGeneration(2L)
        .withReplicas(4)
        .withUpdatedReplicas(4)
        .withReadyReplicas(ready)
        .endStatus()
        .build();
  }

  private Object slices() {
    return new EndpointSliceListBuilder()
        .withItems(
            new EndpointSliceBuilder()
                .withEndpoints(
                    Collections.nCopies(
                        behind,
                        new EndpointBuilder()
                            .withAddresses("10.244.0.2")
                            .withNewConditions()
                            .withReady(true)
                            .endConditions()
                            .build()))
                .build())
        .build();
  }

  private static Object namespace() {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName("firedrill-workload")
        .endMetadata()
        .build();
  }
}
