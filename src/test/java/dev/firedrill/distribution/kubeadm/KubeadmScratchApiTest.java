package dev.firedrill.distribution.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.testing.ScriptedShell;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A second API server has all of the node's own but what would disturb that. */
class KubeadmScratchApiTest {

  private static final String ETCD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: etcd, namespace: kube-system}
      spec:
        containers:
        - name: etcd
          image: registry.k8s.io/etcd:3.5.12-0
          command:
          - etcd
          - --advertise-client-urls=https://172.30.2.11:2379
          - --cert-file=/etc/kubernetes/pki/etcd/server.crt
          - --client-cert-auth=true
          - --data-dir=/var/lib/etcd
          - --initial-cluster=cp-1=https://172.30.2.11:2380
          - --key-file=/etc/kubernetes/pki/etcd/server.key
          - --listen-client-urls=https://127.0.0.1:2379,https://172.30.2.11:2379
          - --listen-metrics-urls=http://127.0.0.1:2381
          - --trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt
          volumeMounts:
          - {mountPath: /var/lib/etcd, name: etcd-data}
          - {mountPath: /etc/kubernetes/pki/etcd, name: etcd-certs}
        volumes:
        - {name: etcd-certs, hostPath: {path: /etc/kubernetes/pki/etcd}}
        - {name: etcd-data, hostPath: {path: /var/lib/etcd}}
      """;

  private static final String API =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: kube-apiserver, namespace: kube-system}
      spec:
        priorityClassName: system-node-critical
        containers:
        - name: kube-apiserver
          image: registry.k8s.io/kube-apiserver:v1.29.4
          command:
          - kube-apiserver
          - --audit-log-path=/var/log/kubernetes/audit.log
          - --encryption-provider-config=/etc/kubernetes/encryption.yaml
          - --etcd-servers=https://127.0.0.1:2379
          - --etcd-servers-overrides=/events#https://172.30.2.11:22379
          - --secure-port=6443
          - --tls-cert-file=/etc/kubernetes/pki/apiserver.crt
          livenessProbe: {httpGet: {path: /livez, port: 6443}}
          startupProbe: {httpGet: {path: /livez, port: 6443}}
          volumeMounts:
          - {mountPath: /etc/kubernetes/pki, name: k8s-certs}
          - {mountPath: /etc/kubernetes/encryption.yaml, name: encryption}
        volumes:
        - {name: k8s-certs, hostPath: {path: /etc/kubernetes/pki}}
        - {name: encryption, hostPath: {path: /etc/kubernetes/encryption.yaml}}
      """;

  private final Pod pod =
      KubeadmScratchApi.scratch(
          Serialization.unmarshal(ETCD, Pod.class), Serialization.unmarshal(API, Pod.class));

  private Container container(int index) {
    return pod.getSpec().getContainers().get(index);
  }

  @Test
  void its_api_server_decrypts_as_the_nodes_own_and_listens_on_loopback_alone() {
    assertThat(container(1).getCommand())
        .contains(
            "--encryption-provider-config=/etc/kubernetes/encryption.yaml",
            "--tls-cert-file=/etc/kubernetes/pki/apiserver.crt",
            "--etcd-servers=https://127.0.0.1:12379",
            "--secure-port=16443",
            "--bind-address=127.0.0.1")
        .noneMatch(flag -> flag.startsWith("--audit-log-path"))
        .as("what it reads is the snapshot alone")
        .noneMatch(flag -> flag.startsWith("--etcd-servers-overrides"))
        .doesNotContain("--secure-port=6443", "--etcd-servers=https://127.0.0.1:2379");
    assertThat(container(1).getLivenessProbe()).isNull();
    assertThat(container(1).getStartupProbe()).isNull();
  }

  @Test
  void its_etcd_has_other_data_and_other_ports_and_asks_for_certificates_too() {
    assertThat(container(0).getCommand())
        .contains(
            "--client-cert-auth=true",
            "--data-dir=/var/lib/firedrill-scratch",
            "--listen-client-urls=https://127.0.0.1:12379")
        .noneMatch(flag -> flag.contains("2379,") || flag.contains("172.30.2.11"))
        .doesNotContain("--data-dir=/var/lib/etcd", "--listen-metrics-urls=http://127.0.0.1:2381");
    assertThat(pod.getSpec().getVolumes())
        .extracting(Volume::getName)
        .containsExactlyInAnyOrder("k8s-certs", "encryption", "etcd-certs", "firedrill-scratch")
        .doesNotContain("etcd-data");
  }

  @Test
  void it_has_not_ended_while_its_pod_is_there_though_no_container_runs() {
    KubeadmScratchApi scratch = new KubeadmScratchApi();
    ScriptedShell shell =
        new ScriptedShell()
            .answering("crictl ps", "{\"containers\": []}")
            .answering(
                "crictl pods",
                "{\"items\": [{\"metadata\": {\"name\": \"firedrill-scratch-cp-1\"}}]}");
    assertThat(scratch.ended(shell)).isFalse();
    shell.answering("crictl pods", "{\"items\": [{\"metadata\": {\"name\": \"etcd-cp-1\"}}]}");
    assertThat(scratch.ended(shell)).isTrue();
  }

  @Test
  void nobody_takes_its_containers_for_those_of_the_control_plane() {
    assertThat(List.of(container(0).getName(), container(1).getName()))
        .containsExactly("scratch-etcd", "scratch-kube-apiserver");
    assertThat(pod.getMetadata().getName()).isEqualTo("firedrill-scratch");
  }
}
