package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.model.NodeName;
import dev.firedrill.tools.Crictl;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.ByteArrayInputStream;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The API server itself, and what kubeadm put into the cluster. */
final class ControlPlaneCases {

  private static final Map<String, String> LEADERS =
      Map.of(
          "kube-controller-manager", "cp-1_.+",
          "kube-scheduler", "cp-1_.+");

  void the_api_tells_its_version(Ground ground) {
    for (KubernetesClient client :
        List.of(
            ground.client(), ground.cluster().kubernetes().clientOf(ground.controlPlaneName()))) {
      assertThat(client.getKubernetesVersion().getGitVersion())
          .isEqualTo(ground.contracted().version().toString());
    }
  }

  void the_api_is_ready_and_alive(Ground ground) {
    assertThat(ground.client().raw("/readyz")).isEqualTo("ok");
    assertThat(ground.client().raw("/livez")).isEqualTo("ok");
    assertThat(ground.client().raw("/readyz?verbose")).contains("[+]etcd ok\n");
  }

  void a_path_that_is_not_there_is_not_found(Ground ground) {
    Refusal.of(() -> ground.client().raw("/no-such-path", "DELETE", null));
    assertThat(ground.client().raw("/no-such-path")).isNull();
  }

  void metrics_name_the_api_server(Ground ground) {
    assertThat(ground.client().raw("/metrics")).contains("apiserver_request_total");
  }

  void an_api_server_is_reached_straight(Ground ground) {
    KubernetesClient straight = ground.cluster().kubernetes().clientOf(ground.controlPlaneName());
    assertThat(straight.namespaces().withName("kube-system").get().getMetadata().getUid())
        .isEqualTo(
            ground.client().namespaces().withName("kube-system").get().getMetadata().getUid());
  }

  void the_first_namespaces_are_there(Ground ground) {
    assertThat(ground.client().namespaces().list().getItems())
        .extracting(namespace -> namespace.getMetadata().getName())
        .contains("default", "kube-node-lease", "kube-public", "kube-system");
  }

  @Only(value = Contracted.KUBEADM, why = "it asks for kubeadm's range of services")
  void the_apis_own_service_leads_to_the_control_plane(Ground ground) {
    assertThat(
            ground
                .client()
                .services()
                .inNamespace("default")
                .withName("kubernetes")
                .get()
                .getSpec()
                .getClusterIP())
        .isEqualTo("10.96.0.1");
    assertThat(
            ground
                .client()
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace("default")
                .withName("kubernetes")
                .get()
                .getEndpoints())
        .flatExtracting(endpoint -> endpoint.getAddresses())
        .containsExactly(ground.cluster().topology().machine(ground.controlPlaneName()).address());
  }

  void leaders_renew_their_leases(Ground ground) {
    LEADERS.forEach(
        (name, holder) -> {
          Lease first = lease(ground, name);
          assertThat(first.getSpec().getHolderIdentity()).matches(holder);
          assertThat(first.getSpec().getLeaseDurationSeconds()).isEqualTo(15);
          ground.until(
              "renewed",
              Duration.ofSeconds(10),
              () -> lease(ground, name).getSpec().getRenewTime(),
              NodeLease.after(first.getSpec().getRenewTime()));
        });
  }

  void kubelets_renew_their_nodes_leases(Ground ground) {
    ground.until(
        "renewed",
        Duration.ofSeconds(20),
        () -> NodeLease.renewed(ground, ground.workerName()),
        NodeLease.after(NodeLease.renewed(ground, ground.workerName())));
  }

  void nodes_are_ready_and_tell_versions_and_addresses(Ground ground) {
    for (String name : List.of("cp-1", "worker-1")) {
      Node node = ground.client().nodes().withName(name).get();
      assertThat(Readiness.getInstance().isReady(node)).isTrue();
      assertThat(node.getStatus().getNodeInfo().getKubeletVersion())
          .isEqualTo(ground.contracted().version().toString());
      assertThat(node.getStatus().getNodeInfo().getKubeProxyVersion())
          .isEqualTo(ground.contracted().version().toString());
      assertThat(node.getStatus().getAddresses())
          .filteredOn(address -> address.getType().equals("InternalIP"))
          .extracting(address -> address.getAddress())
          .containsExactly(ground.cluster().topology().machine(new NodeName(name)).address());
      assertThat(node.getStatus().getAllocatable()).containsKeys("cpu", "memory", "pods");
      assertThat(node.getSpec().getPodCIDR()).matches("10\\.(244|42)\\.\\d+\\.0/24");
    }
  }

  @Only(value = Contracted.KUBEADM, why = "k3s writes the label in another way")
  void the_control_plane_is_labelled_and_tainted(Ground ground) {
    Node node = ground.client().nodes().withName("cp-1").get();
    assertThat(node.getMetadata().getLabels())
        .containsEntry("node-role.kubernetes.io/control-plane", "")
        .containsEntry("kubernetes.io/hostname", "cp-1");
    assertThat(node.getSpec().getTaints())
        .singleElement()
        .satisfies(
            taint -> {
              assertThat(taint.getKey()).isEqualTo("node-role.kubernetes.io/control-plane");
              assertThat(taint.getEffect()).isEqualTo("NoSchedule");
            });
    Node worker = ground.client().nodes().withName("worker-1").get();
    assertThat(worker.getSpec().getTaints()).isEmpty();
    assertThat(worker.getMetadata().getLabels())
        .doesNotContainKey("node-role.kubernetes.io/control-plane");
  }

  @Only(value = Contracted.KUBEADM, why = "k3s has no static pods")
  void static_pods_have_mirrors_of_the_node(Ground ground) {
    for (String component :
        List.of("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler")) {
      Pod mirror = system(ground, component + "-cp-1");
      assertThat(mirror.getMetadata().getAnnotations()).containsKey("kubernetes.io/config.mirror");
      assertThat(mirror.getMetadata().getOwnerReferences())
          .singleElement()
          .satisfies(owner -> assertThat(owner.getKind()).isEqualTo("Node"));
      assertThat(mirror.getMetadata().getLabels())
          .containsEntry("component", component)
          .containsEntry("tier", "control-plane");
      assertThat(mirror.getStatus().getPhase()).isEqualTo("Running");
    }
  }

  @Only(value = Contracted.KUBEADM, why = "k3s has no static pods")
  void a_deleted_mirror_comes_back_and_its_container_runs_on(Ground ground) {
    String container = Crictl.containerId(ground.controlPlane(), "kube-scheduler").orElseThrow();
    String uid = system(ground, "kube-scheduler-cp-1").getMetadata().getUid();
    ground.client().resource(system(ground, "kube-scheduler-cp-1")).withGracePeriod(0).delete();
    // Until its status is written too: those who look at mirrors next expect them Running.
    ground.until(
        "back and Running",
        () -> java.util.Optional.ofNullable(system(ground, "kube-scheduler-cp-1")),
        mirror ->
            mirror
                .filter(found -> !found.getMetadata().getUid().equals(uid))
                .filter(found -> found.getStatus().getPhase().equals("Running"))
                .isPresent());
    assertThat(Crictl.containerId(ground.controlPlane(), "kube-scheduler")).contains(container);
  }

  @Only(value = Contracted.KUBEADM, why = "k3s has one")
  void the_clusters_dns_has_two_ready_pods(Ground ground) {
    assertThat(
            ground
                .client()
                .apps()
                .deployments()
                .inNamespace("kube-system")
                .withName("coredns")
                .get()
                .getStatus()
                .getReadyReplicas())
        .isEqualTo(2);
  }

  @Only(value = Contracted.KUBEADM, why = "k3s has it in its process")
  void the_service_proxy_runs_on_every_node(Ground ground) {
    assertThat(
            ground
                .client()
                .pods()
                .inNamespace("kube-system")
                .withLabel("k8s-app", "kube-proxy")
                .list()
                .getItems())
        .allMatch(Readiness::isPodReady)
        .extracting(pod -> pod.getSpec().getNodeName())
        .containsExactlyInAnyOrder("cp-1", "worker-1");
  }

  @Only(value = Contracted.KUBEADM, why = "k3s leaves no configuration in the cluster")
  void kubeadm_has_left_its_configuration(Ground ground) {
    for (String name : List.of("kubeadm-config", "kubelet-config", "kube-proxy", "coredns")) {
      assertThat(ground.client().configMaps().inNamespace("kube-system").withName(name).get())
          .as(name)
          .isNotNull();
    }
    assertThat(
            ground
                .client()
                .configMaps()
                .inNamespace("kube-public")
                .withName("cluster-info")
                .get()
                .getData())
        .containsKey("kubeconfig");
  }

  @Only(value = Contracted.KUBEADM, why = "k3s keeps it elsewhere, for a year from the first start")
  void the_api_certificate_is_for_its_address(Ground ground) throws Exception {
    X509Certificate certificate =
        (X509Certificate)
            java.security.cert.CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(
                        ground.controlPlane().read("/etc/kubernetes/pki/apiserver.crt")));
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=kube-apiserver");
    assertThat(certificate.getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .contains(
            "cp-1",
            "kubernetes",
            "kubernetes.default.svc.cluster.local",
            "10.96.0.1",
            ground.cluster().topology().machine(ground.controlPlaneName()).address());
    Instant end = certificate.getNotAfter().toInstant();
    assertThat(Duration.between(ground.cluster().time().now(), end).toDays()).isEqualTo(364);
  }

  private static Lease lease(Ground ground, String name) {
    return ground.client().leases().inNamespace("kube-system").withName(name).get();
  }

  private static Pod system(Ground ground, String name) {
    return ground.client().pods().inNamespace("kube-system").withName(name).get();
  }
}
