package dev.firedrill.backend.simulated.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.Version;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestsTest {

  private static final ClusterConfiguration CLUSTER =
      new ClusterConfiguration(
          "ha",
          Version.parse("v1.29.4"),
          "172.30.2.10:6443",
          "10.244.0.0/16",
          "10.96.0.0/16",
          Map.of("shutdown-watch-termination-grace-period", "3s"));

  private final Manifests manifests = new Manifests(CLUSTER, "cp-2", "172.30.2.12");

  private static Pod pod(String manifest) {
    return Serialization.unmarshal(manifest, Pod.class);
  }

  private static List<String> command(String manifest) {
    return pod(manifest).getSpec().getContainers().get(0).getCommand();
  }

  @Test
  void the_manifests_are_pods_with_the_images_of_the_release() {
    for (String component : Manifests.CONTROL_PLANE) {
      Pod pod = pod(manifests.of(component));
      assertThat(pod.getMetadata().getName()).isEqualTo(component);
      assertThat(pod.getMetadata().getNamespace()).isEqualTo("kube-system");
      assertThat(pod.getMetadata().getLabels()).containsEntry("component", component);
      assertThat(pod.getSpec().getHostNetwork()).isTrue();
      assertThat(StaticPods.image(pod)).isEqualTo("registry.k8s.io/" + component + ":v1.29.4");
      assertThat(command(manifests.of(component)).get(0)).isEqualTo(component);
    }
    assertThat(StaticPods.image(pod(manifests.etcd(List.of()))))
        .isEqualTo("registry.k8s.io/etcd:3.5.12-0");
  }

  @Test
  void the_api_server_gets_its_address_certificates_and_the_clusters_own_arguments() {
    assertThat(command(manifests.of("kube-apiserver")))
        .contains(
            "--advertise-address=172.30.2.12",
            "--etcd-servers=https://127.0.0.1:2379",
            "--client-ca-file=/etc/kubernetes/pki/ca.crt",
            "--tls-cert-file=/etc/kubernetes/pki/apiserver.crt",
            "--shutdown-watch-termination-grace-period=3s");
    assertThat(pod(manifests.of("kube-apiserver")).getMetadata().getAnnotations())
        .containsValue("172.30.2.12:6443");
  }

  @Test
  void the_first_etcd_member_forms_a_cluster_and_another_joins_one() {
    assertThat(command(manifests.etcd(List.of())))
        .contains(
            "--name=cp-2",
            "--data-dir=/var/lib/etcd",
            "--initial-cluster=cp-2=https://172.30.2.12:2380")
        .noneMatch(each -> each.startsWith("--initial-cluster-state"));
    EtcdMember first =
        new EtcdMember(
            1,
            "cp-1",
            List.of("https://172.30.2.11:2380"),
            List.of("https://172.30.2.11:2379"),
            false);
    EtcdMember announced =
        new EtcdMember(2, "", List.of("https://172.30.2.12:2380"), List.of(), true);
    assertThat(command(manifests.etcd(List.of(first, announced))))
        .contains(
            "--initial-cluster=cp-1=https://172.30.2.11:2380,cp-2=https://172.30.2.12:2380",
            "--initial-cluster-state=existing");
  }

  @Test
  void a_configuration_is_read_as_it_is_kept() {
    assertThat(ClusterConfiguration.parse(CLUSTER.yaml()).yaml())
        .isEqualTo(ClusterConfiguration.parse(CLUSTER.yaml()).yaml())
        .contains("kubernetesVersion: v1.29.4", "controlPlaneEndpoint: 172.30.2.10:6443")
        .contains("authorization-mode: Node,RBAC");
    assertThat(CLUSTER.dnsAddress()).isEqualTo("10.96.0.10");
    assertThat(CLUSTER.apiServiceAddress()).isEqualTo("10.96.0.1");
    assertThat(CLUSTER.endpointHost()).isEqualTo("172.30.2.10");
  }
}
