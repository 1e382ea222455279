package dev.firedrill.backend.simulated.kubeadm;

import dev.firedrill.backend.simulated.machine.ReleaseImages;
import dev.firedrill.backend.simulated.machine.SimulatedReleases;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What kubeadm keeps in the cluster: its configuration, the kubelets', roles, and the addons. */
final class ClusterObjects {

  static final String KUBEADM_CONFIG = "kubeadm-config";
  static final String KUBELET_CONFIG = "kubelet-config";

  private ClusterObjects() {}

  /** The cluster's configuration, as a node may read it. */
  static ClusterConfiguration configuration(Session session, String kubeconfig) {
    String yaml = data(session, kubeconfig, KUBEADM_CONFIG, "ClusterConfiguration");
    ClusterConfiguration cluster = ClusterConfiguration.parse(yaml);
    VersionRules.supported(session.version(), cluster.version());
    return cluster;
  }

  /** The configuration of kubelets, as a node may read it. */
  static String kubeletConfiguration(Session session, String kubeconfig) {
    return data(session, kubeconfig, KUBELET_CONFIG, "kubelet");
  }

  private static String data(Session session, String kubeconfig, String name, String key) {
    Optional<ConfigMap> found =
        session.api(
            kubeconfig,
            client ->
                Optional.ofNullable(
                    client.configMaps().inNamespace("kube-system").withName(name).get()));
    return found
        .flatMap(map -> Optional.ofNullable(map.getData()).map(data -> data.get(key)))
        .orElseThrow(
            () ->
                new KubeadmFailed(
                    "error execution phase preflight: the ConfigMap \"%s\" in the \"kube-system\""
                            .formatted(name)
                        + " namespace was not found"));
  }

  static void uploadConfiguration(Session session, ClusterConfiguration cluster) {
    session.say(
        "[upload-config] Storing the configuration used in ConfigMap \"kubeadm-config\" in the"
            + " \"kube-system\" Namespace");
    put(session, KUBEADM_CONFIG, Map.of("ClusterConfiguration", cluster.yaml()));
  }

  static void uploadKubeletConfiguration(Session session, String yaml) {
    session.say(
        "[kubelet] Creating a ConfigMap \"kubelet-config\" in namespace kube-system with the"
            + " configuration for the kubelets in the cluster");
    put(session, KUBELET_CONFIG, Map.of("kubelet", yaml));
  }

  private static void put(Session session, String name, Map<String, String> data) {
    Template.put(
        session,
        Paths.ADMIN,
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace("kube-system")
            .endMetadata()
            .withData(data)
            .build());
  }

  static void allowBootstrapping(Session session) {
    Template.apply(session, "bootstrap-rbac.yaml", Map.of());
    for (String rule :
        List.of(
            "Node Bootstrap tokens to get nodes",
            "Node Bootstrap tokens to post CSRs in order for nodes to get long term certificate"
                + " credentials",
            "the csrapprover controller automatically approve CSRs from a Node Bootstrap Token",
            "certificate rotation for all node client certificates in the cluster")) {
      session.say("[bootstrap-token] Configured RBAC rules to allow " + rule);
    }
  }

  static void addons(Session session, ClusterConfiguration cluster) {
    ReleaseImages images = SimulatedReleases.images(cluster.version());
    Template.apply(
        session,
        "coredns.yaml",
        Map.of("image", images.corednsImage(), "dns", cluster.dnsAddress()));
    session.say("[addons] Applied essential addon: CoreDNS");
    Template.apply(
        session,
        "kube-proxy.yaml",
        Map.of(
            "image",
            images.kubernetes("kube-proxy"),
            "endpoint",
            cluster.endpoint(),
            "pods",
            cluster.podSubnet()));
    session.say("[addons] Applied essential addon: kube-proxy");
  }
}
