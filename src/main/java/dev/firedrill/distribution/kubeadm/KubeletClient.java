package dev.firedrill.distribution.kubeadm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Kubeadm;
import dev.firedrill.tools.Shells;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A client certificate for a kubelet that cannot ask for one: its old one has expired, and there is
 * no bootstrap-kubelet.conf after joining (kubeadm#2054). It is signed on a control plane and goes
 * into a file beside the expired one; the kubelet wants a link to it, which it replaces itself at
 * its next rotation.
 */
final class KubeletClient {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final String CONFIGURATION = "/run/firedrill-kubeadm.yaml";

  /** Replaced at every renewal. */
  private static final String ISSUED = KubeadmFiles.KUBELET_PKI + "/kubelet-client-firedrill.pem";

  private KubeletClient() {}

  static void issue(NodeShell signer, NodeShell node) {
    // Named, lest kubeadm ask the internet for the newest.
    String version = Shells.run(signer, Kubeadm.version()).strip();
    signer.write(
        CONFIGURATION,
        KubeadmConfiguration.version(version).getBytes(StandardCharsets.UTF_8),
        "0600");
    String kubeconfig;
    try {
      kubeconfig =
          Secret.printedBy(
              signer,
              Kubeadm.userKubeconfig("system:node:" + node.node(), "system:nodes", CONFIGURATION));
    } finally {
      signer.run(Shells.remove(CONFIGURATION));
    }
    node.write(ISSUED, pem(kubeconfig), "0600");
    Shells.run(node, Shells.link(ISSUED, KubeadmFiles.KUBELET_CLIENT));
  }

  private static byte[] pem(String kubeconfig) {
    try {
      JsonNode user = YAML.readTree(kubeconfig).at("/users/0/user");
      Base64.Decoder base64 = Base64.getDecoder();
      String certificate =
          new String(
              base64.decode(user.path("client-certificate-data").asText()),
              StandardCharsets.US_ASCII);
      String key =
          new String(
              base64.decode(user.path("client-key-data").asText()), StandardCharsets.US_ASCII);
      if (certificate.isEmpty() || key.isEmpty()) {
        throw new IllegalStateException(
            "kubeadm kubeconfig user: expected a certificate and its key, saw none");
      }
      return (certificate.strip() + "\n" + key).getBytes(StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException("kubeadm kubeconfig user printed no kubeconfig", e);
    }
  }
}
