package dev.firedrill.backend.simulated.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.access.ApiConnection;
import dev.firedrill.backend.simulated.access.SimulatedClients;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ApiServerTest {

  private final ControlPlanes control = new ControlPlanes(1);
  private final KubernetesClient admin = control.admin();

  private static void refused(ThrowingCallable call, int code, String reason, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            failure -> {
              assertThat(failure.getCode()).isEqualTo(code);
              assertThat(failure.getStatus().getReason()).isEqualTo(reason);
              assertThat(failure.getStatus().getMessage()).contains(message);
            });
  }

  private ConfigMap entry(String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .withData(Map.of("number", "1"))
        .build();
  }

  private Pod pod(String name, String node) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .addToLabels("app", "web")
        .endMetadata()
        .withNewSpec()
        .withNodeName(node)
        .addNewContainer()
        .withName("web")
        .withImage("web:1")
        .endContainer()
        .endSpec()
        .build();
  }

  private Pod running(String name) {
    Pod created = admin.resource(pod(name, "worker-1")).create();
    return admin
        .resource(created)
        .editStatus(
            found ->
                new PodBuilder(found)
                    .editStatus()
                    .withPhase("Running")
                    .addNewCondition()
                    .withType("Ready")
                    .withStatus("True")
                    .endCondition()
                    .endStatus()
                    .build());
  }

  private void evict(String name) {
    admin.raw(
        "/api/v1/namespaces/default/pods/" + name + "/eviction",
        "POST",
        new EvictionBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace("default")
            .endMetadata()
            .build());
  }

  @Test
  void objects_are_made_once_and_found_again() {
    ConfigMap made = admin.resource(entry("entry-1")).create();
    assertThat(made.getMetadata().getUid()).hasSize(36);
    assertThat(made.getMetadata().getCreationTimestamp()).startsWith("2026-01-01T00:00:");
    assertThat(Long.parseLong(made.getMetadata().getResourceVersion())).isPositive();
    refused(
        () -> admin.resource(entry("entry-1")).create(),
        409,
        "AlreadyExists",
        "configmaps \"entry-1\" already exists");
    assertThat(admin.configMaps().inNamespace("default").withName("entry-1").get()).isEqualTo(made);
    assertThat(admin.configMaps().inNamespace("default").withName("none").get()).isNull();
    refused(
        () ->
            admin
                .resource(
                    new ConfigMapBuilder(entry("x"))
                        .editMetadata()
                        .withNamespace("no")
                        .endMetadata()
                        .build())
                .create(),
        404,
        "NotFound",
        "namespaces \"no\" not found");
  }

  @Test
  void a_change_of_an_old_version_is_a_conflict() {
    ConfigMap old = admin.resource(entry("entry-1")).create();
    admin.resource(new ConfigMapBuilder(old).addToData("a", "b").build()).update();
    refused(
        () ->
            admin
                .resource(new ConfigMapBuilder(old).addToData("c", "d").build())
                .lockResourceVersion(old.getMetadata().getResourceVersion())
                .update(),
        409,
        "Conflict",
        "the object has been modified; please apply your changes to the latest version");
  }

  @Test
  void lists_come_in_pages_of_one_revision() {
    for (int number = 1; number <= 5; number++) {
      admin.resource(entry("entry-" + number)).create();
    }
    ConfigMapList first =
        admin
            .configMaps()
            .inNamespace("default")
            .list(new ListOptionsBuilder().withLimit(3L).build());
    assertThat(first.getItems()).hasSize(3);
    admin.resource(entry("entry-9")).create();
    ConfigMapList second =
        admin
            .configMaps()
            .inNamespace("default")
            .list(
                new ListOptionsBuilder()
                    .withLimit(3L)
                    .withContinue(first.getMetadata().getContinue())
                    .build());
    assertThat(second.getItems())
        .extracting(each -> each.getMetadata().getName())
        .containsExactly("entry-4", "entry-5");
    assertThat(second.getMetadata().getContinue()).isNull();
  }

  @Test
  void nodes_are_edited_and_pods_selected_by_fields_and_labels() {
    admin
        .resource(new NodeBuilder().withNewMetadata().withName("worker-1").endMetadata().build())
        .create();
    Node cordoned =
        admin
            .nodes()
            .withName("worker-1")
            .edit(
                node -> {
                  node.getSpec().setUnschedulable(true);
                  return node;
                });
    assertThat(cordoned.getSpec().getUnschedulable()).isTrue();
    assertThat(cordoned.getSpec().getTaints())
        .extracting(taint -> taint.getKey())
        .containsExactly("node.kubernetes.io/not-ready");
    running("web-1");
    admin.resource(pod("web-2", "worker-2")).create();
    assertThat(
            admin.pods().inAnyNamespace().withField("spec.nodeName", "worker-1").list().getItems())
        .hasSize(1);
    assertThat(
            admin
                .pods()
                .inAnyNamespace()
                .withField("spec.nodeName", "worker-1")
                .withoutField("status.phase", "Running")
                .list()
                .getItems())
        .isEmpty();
    assertThat(admin.pods().inNamespace("default").withLabel("app", "web").list().getItems())
        .hasSize(2);
    refused(
        () -> admin.pods().inAnyNamespace().withField("spec.colour", "red").list(),
        400,
        "BadRequest",
        "field label not supported: spec.colour");
  }

  @Test
  void applying_the_same_twice_changes_nothing() {
    Deployment wanted =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName("web")
            .withNamespace("default")
            .endMetadata()
            .withNewSpec()
            .withReplicas(2)
            .withNewSelector()
            .addToMatchLabels("app", "web")
            .endSelector()
            .withNewTemplate()
            .withNewMetadata()
            .addToLabels("app", "web")
            .endMetadata()
            .withSpec(pod("x", null).getSpec())
            .endTemplate()
            .endSpec()
            .build();
    Deployment made =
        admin.resource(wanted).fieldManager("firedrill").forceConflicts().serverSideApply();
    Deployment again =
        admin.resource(wanted).fieldManager("firedrill").forceConflicts().serverSideApply();
    assertThat(again).isEqualTo(made);
    assertThat(made.getMetadata().getGeneration()).isEqualTo(1);
    Deployment scaled = admin.apps().deployments().inNamespace("default").withName("web").scale(3);
    assertThat(scaled.getMetadata().getGeneration()).isEqualTo(2);
  }

  @Test
  void pods_end_gracefully_and_are_gone_once_their_kubelet_says_so() {
    running("web-1");
    admin.pods().inNamespace("default").withName("web-1").delete();
    Pod ending = admin.pods().inNamespace("default").withName("web-1").get();
    assertThat(ending.getMetadata().getDeletionTimestamp()).isNotNull();
    assertThat(ending.getMetadata().getDeletionGracePeriodSeconds()).isEqualTo(30);
    admin.pods().inNamespace("default").withName("web-1").withGracePeriod(0).delete();
    assertThat(admin.pods().inNamespace("default").withName("web-1").get()).isNull();
    admin.resource(pod("unbound", null)).create();
    admin.pods().inNamespace("default").withName("unbound").delete();
    assertThat(admin.pods().inNamespace("default").withName("unbound").get()).isNull();
  }

  @Test
  void budgets_refuse_an_eviction_with_kubernetes_own_words() {
    running("web-1");
    running("web-2");
    PodDisruptionBudget budget =
        admin
            .resource(
                new PodDisruptionBudgetBuilder()
                    .withNewMetadata()
                    .withName("web")
                    .withNamespace("default")
                    .endMetadata()
                    .withNewSpec()
                    .withNewSelector()
                    .addToMatchLabels("app", "web")
                    .endSelector()
                    .endSpec()
                    .build())
            .create();
    refused(
        () -> evict("web-1"),
        429,
        "TooManyRequests",
        "Cannot evict pod as it would violate the pod's disruption budget.");
    admin
        .resource(budget)
        .editStatus(
            found ->
                new PodDisruptionBudgetBuilder(found)
                    .withNewStatus()
                    .withObservedGeneration(1L)
                    .withDisruptionsAllowed(1)
                    .withCurrentHealthy(2)
                    .withDesiredHealthy(1)
                    .withExpectedPods(2)
                    .endStatus()
                    .build());
    evict("web-1");
    assertThat(
            admin
                .pods()
                .inNamespace("default")
                .withName("web-1")
                .get()
                .getMetadata()
                .getDeletionTimestamp())
        .isNotNull();
    assertThatThrownBy(() -> evict("web-2"))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            failure ->
                assertThat(failure.getStatus().getDetails().getCauses())
                    .singleElement()
                    .satisfies(
                        cause ->
                            assertThat(cause.getMessage())
                                .isEqualTo(
                                    "The disruption budget web needs 1 healthy pods and has 2"
                                        + " currently")));
    refused(() -> evict("none"), 404, "NotFound", "pods \"none\" not found");
  }

  @Test
  void a_namespace_that_is_being_deleted_takes_nothing_new() {
    Namespace made =
        admin
            .resource(
                new NamespaceBuilder().withNewMetadata().withName("work").endMetadata().build())
            .create();
    admin.namespaces().withName("work").delete();
    refused(
        () ->
            admin
                .resource(
                    new ConfigMapBuilder(entry("x"))
                        .editMetadata()
                        .withNamespace("work")
                        .endMetadata()
                        .build())
                .create(),
        403,
        "Forbidden",
        "because it is being terminated");
    made.getSpec().getFinalizers().clear();
    admin.raw("/api/v1/namespaces/work/finalize", "PUT", made);
    assertThat(admin.namespaces().withName("work").get()).isNull();
    refused(
        () -> admin.namespaces().withName("kube-system").delete(),
        403,
        "Forbidden",
        "this namespace may not be deleted");
  }

  @Test
  void nobody_but_masters_is_let_in_before_rbac_is_loaded() {
    KubernetesClient clusterAdmin =
        control.client(1, "outside", "kubernetes-admin", "kubeadm:cluster-admins");
    refused(
        () -> clusterAdmin.nodes().list(),
        403,
        "Forbidden",
        "nodes is forbidden: User \"kubernetes-admin\" cannot list resource \"nodes\" in API group"
            + " \"\" at the cluster scope");
    admin
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName("kubeadm:cluster-admins")
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                .addNewSubject("rbac.authorization.k8s.io", "Group", "kubeadm:cluster-admins", null)
                .build())
        .create();
    assertThat(clusterAdmin.nodes().list().getItems()).isEmpty();
    control.servers.get(1).stop();
    control.start(1);
    control.simulation.sleep(Duration.ofMillis(2600));
    refused(() -> clusterAdmin.nodes().list(), 403, "Forbidden", "nodes is forbidden");
    assertThat(admin.nodes().list().getItems()).isEmpty();
    control.simulation.sleep(Duration.ofSeconds(3));
    assertThat(clusterAdmin.nodes().list().getItems()).isEmpty();
    assertThat(control.servers.get(1).ready()).isTrue();
  }

  @Test
  void bootstrap_tokens_are_good_until_they_expire() {
    admin
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("bootstrap-token-abcdef")
                .withNamespace("kube-system")
                .endMetadata()
                .withType("bootstrap.kubernetes.io/token")
                .addToStringData("token-id", "abcdef")
                .addToStringData("token-secret", "0123456789abcdef")
                .addToStringData("usage-bootstrap-authentication", "true")
                .addToStringData("expiration", "2026-01-01T00:15:00Z")
                .build())
        .create();
    KubernetesClient joining =
        new SimulatedClients(control.simulation, control.etcd.network)
            .client(
                "172.30.2.21",
                control
                    .kubeconfigOf(1, "abcdef.0123456789abcdef")
                    .getBytes(StandardCharsets.UTF_8));
    refused(
        () -> joining.nodes().list(),
        403,
        "Forbidden",
        "User \"system:bootstrap:abcdef\" cannot list resource \"nodes\"");
    control.simulation.sleep(Duration.ofMinutes(16));
    refused(() -> joining.nodes().list(), 401, "Unauthorized", "Unauthorized");
  }

  @Test
  void changes_are_seen_by_kind_and_survive_a_restart() {
    long before = control.servers.get(1).changes("configmaps");
    long pods = control.servers.get(1).changes("pods");
    admin.resource(entry("entry-1")).create();
    long after = control.servers.get(1).changes("configmaps");
    assertThat(after).isNotEqualTo(before);
    assertThat(control.servers.get(1).changes("pods")).isEqualTo(pods);
    control.servers.get(1).stop();
    control.start(1);
    control.simulation.sleep(Duration.ofSeconds(5));
    assertThat(control.servers.get(1).changes("configmaps")).isEqualTo(after);
  }

  @Test
  void objects_with_an_owner_are_known_among_many_whatever_becomes_of_them() {
    admin.resource(entry("entry-1")).create();
    admin.resource(owned("owned-1")).create();
    assertThat(ownedConfigMaps()).containsExactly("owned-1");
    admin.resource(owned("owned-2")).create();
    admin.resource(entry("entry-2")).create();
    assertThat(ownedConfigMaps()).containsExactly("owned-1", "owned-2");
    admin
        .configMaps()
        .inNamespace("default")
        .withName("owned-2")
        .edit(
            map ->
                new ConfigMapBuilder(map)
                    .editMetadata()
                    .withOwnerReferences(List.of())
                    .endMetadata()
                    .build());
    admin.resource(entry("owned-1")).delete();
    assertThat(ownedConfigMaps()).isEmpty();
    admin.resource(owned("owned-3")).create();
    // Compactions go to where etcd was one period ago: what was not looked at meanwhile is
    // forgotten.
    control.simulation.sleep(Duration.ofMinutes(11));
    assertThat(ownedConfigMaps()).containsExactly("owned-3");
  }

  @Test
  void pods_of_a_node_are_found_whatever_happened_since_they_were_looked_at() {
    admin.resource(pod("pod-1", "worker-1")).create();
    admin.resource(pod("pod-2", "worker-2")).create();
    assertThat(podsNaming("worker-1")).containsExactly("pod-1");
    admin.resource(pod("pod-3", "worker-1")).create();
    admin.resource(pod("pod-0", "worker-1")).create();
    assertThat(podsNaming("worker-1")).containsExactly("pod-0", "pod-1", "pod-3");
    assertThat(podsNaming("worker-2")).containsExactly("pod-2");
    admin.resource(pod("pod-1", "worker-1")).withGracePeriod(0).delete();
    admin.resource(pod("pod-1", "worker-2")).create();
    assertThat(podsNaming("worker-1")).containsExactly("pod-0", "pod-3");
    assertThat(podsNaming("worker-2")).containsExactly("pod-1", "pod-2");
    admin.resource(pod("pod-3", "worker-1")).withGracePeriod(0).delete();
    // As above: what was not looked at meanwhile is forgotten.
    control.simulation.sleep(Duration.ofMinutes(11));
    assertThat(podsNaming("worker-1")).containsExactly("pod-0");
    assertThat(podsNaming("worker-3")).isEmpty();
  }

  @Test
  void a_pod_is_not_kept_that_was_deleted_at_just_the_revision_etcd_is_compacted_at() {
    admin.resource(pod("pod-1", "worker-1")).create();
    assertThat(podsNaming("worker-1")).containsExactly("pod-1");
    long looked = control.etcd.member(1).status().revision();
    admin.resource(pod("pod-1", "worker-1")).withGracePeriod(0).delete();
    long deleted = control.etcd.member(1).status().revision();
    assertThat(deleted).isEqualTo(looked + 1);
    control.etcd.member(1).compact(deleted);
    assertThat(podsNaming("worker-1")).isEmpty();
  }

  private List<String> podsNaming(String node) {
    return looked(connection -> connection.podsNaming(node), Pod.class);
  }

  private List<String> ownedConfigMaps() {
    return looked(connection -> connection.owned("configmaps"), ConfigMap.class);
  }

  private interface Look {
    ApiObjects by(ApiConnection connection) throws IOException;
  }

  private <T extends HasMetadata> List<String> looked(Look look, Class<T> type) {
    SimulatedClients clients = new SimulatedClients(control.simulation, control.etcd.network);
    byte[] kubeconfig =
        control
            .kubeconfig(1, "kubernetes-super-admin", "system:masters")
            .getBytes(StandardCharsets.UTF_8);
    List<String> names = new ArrayList<>();
    control.simulation.after(
        Duration.ZERO,
        "a look",
        () -> {
          try {
            look.by(clients.connection("outside", kubeconfig)).stored().stream()
                .map(stored -> clients.object(stored, type).getMetadata().getName())
                .forEach(names::add);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    control.simulation.sleep(Duration.ofMillis(1));
    return names;
  }

  private ConfigMap owned(String name) {
    return new ConfigMapBuilder(entry(name))
        .editMetadata()
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Node")
                .withName("cp-1")
                .withUid("1")
                .build())
        .endMetadata()
        .build();
  }

  @Test
  void a_server_without_etcd_is_not_ready_and_one_that_never_finds_it_ends() throws IOException {
    control.etcd.member(1).stop();
    assertThat(control.servers.get(1).ready()).isFalse();
    ApiReply readyz =
        new SimulatedClients(control.simulation, control.etcd.network)
            .connection(control.etcd.machine(1), "/etc/kubernetes/admin.conf")
            .send(new ApiRequest("GET", "/readyz", Map.of(), "", new byte[0]));
    assertThat(readyz.status()).isEqualTo(500);
    assertThat(new String(readyz.body(), StandardCharsets.UTF_8)).contains("[-]etcd failed");
    control.servers.get(1).stop();
    control.start(1);
    control.simulation.sleep(Duration.ofSeconds(25));
    assertThat(control.ended).singleElement().asString().contains("context deadline exceeded");
  }

  @Test
  void a_server_says_that_it_is_ready_and_which_version_it_is() {
    assertThat(admin.raw("/readyz")).isEqualTo("ok");
    assertThat(admin.getKubernetesVersion().getGitVersion()).isEqualTo("v1.29.4");
  }
}
