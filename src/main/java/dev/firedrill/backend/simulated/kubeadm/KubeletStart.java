package dev.firedrill.backend.simulated.kubeadm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.backend.simulated.machine.SimulatedReleases;
import dev.firedrill.backend.simulated.pki.Issued;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import java.nio.charset.StandardCharsets;

/** Phase {@code kubelet-start}: the kubelet's configuration, and its start. */
final class KubeletStart {

  private KubeletStart() {}

  /** The configuration that all kubelets of the cluster get: the user's with kubeadm's defaults. */
  static String configuration(JsonNode users, ClusterConfiguration cluster) {
    ObjectNode configuration = JsonNodeFactory.instance.objectNode();
    configuration.put("apiVersion", "kubelet.config.k8s.io/v1beta1");
    configuration.put("kind", "KubeletConfiguration");
    configuration.putArray("clusterDNS").add(cluster.dnsAddress());
    configuration.put("clusterDomain", "cluster.local");
    configuration.put("rotateCertificates", true);
    configuration.put("staticPodPath", "/etc/kubernetes/manifests");
    users.properties().forEach(each -> configuration.set(each.getKey(), each.getValue()));
    return Documents.yaml(configuration);
  }

  static void writeConfiguration(Session session, String yaml) {
    session.say(
        "[kubelet-start] Writing kubelet configuration to file \"/var/lib/kubelet/config.yaml\"");
    session.write(Paths.KUBELET_CONFIG, yaml);
  }

  static void writeFlags(Session session, String address) {
    session.say(
        "[kubelet-start] Writing kubelet environment file with flags to file"
            + " \"/var/lib/kubelet/kubeadm-flags.env\"");
    String pause = SimulatedReleases.images(session.version()).pause();
    session.write(
        Paths.KUBELET_FLAGS,
        "KUBELET_KUBEADM_ARGS=\"--container-runtime-endpoint=unix:///run/containerd/"
            + "containerd.sock --node-ip=%s --pod-infra-container-image=registry.k8s.io/pause:%s\"\n"
                .formatted(address, pause));
  }

  static void start(Session session) {
    session.say("[kubelet-start] Starting the kubelet");
    session.machine().units().stop("kubelet");
    session.machine().units().start("kubelet");
  }

  /** Gives the kubelet its certificate in the file that it would rotate, and a kubeconfig so. */
  static void writeKubeconfig(
      Session session, String cluster, String server, String authority, Issued client) {
    session.write(Paths.KUBELET_CLIENT, client.certificatePem() + client.keyPem());
    Kubeconfig config =
        new Kubeconfig(cluster, server, authority, "system:node:" + session.node(), "", "", "");
    session.write(Paths.KUBELET, config.yamlNaming(Paths.KUBELET_CLIENT));
  }

  /** {@code kubelet-finalize}: the certificate in kubelet.conf goes to the file that is rotated. */
  static void pointToRotated(Session session) {
    Kubeconfig inline =
        Kubeconfig.parse(session.text(Paths.KUBELET).getBytes(StandardCharsets.UTF_8));
    session.write(Paths.KUBELET_CLIENT, inline.certificate() + inline.key());
    session.write(Paths.KUBELET, inline.yamlNaming(Paths.KUBELET_CLIENT));
    session.say(
        "[kubelet-finalize] Updating \"/etc/kubernetes/kubelet.conf\" to point to a rotatable"
            + " kubelet client certificate and key");
  }
}
