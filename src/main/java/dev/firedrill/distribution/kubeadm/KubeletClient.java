package dev.firedrill.distribution.kubeadm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Kubeadm;
import dev.firedrill.tools.Shells;
import dev.firedrill.tools.Unexpected;
import java.io.IOException;
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
    String kubeconfig =
        Shells.removedAfter(
            signer,
            CONFIGURATION,
            () ->
                Secret.printedBy(
                    signer,
                    Kubeadm.userKubeconfig(
                        "system:node:" + node.node(), "system:nodes", CONFIGURATION)));
    node.write(ISSUED, pem(signer, kubeconfig), "0600");
    Shells.run(node, Shells.link(ISSUED, KubeadmFiles.KUBELET_CLIENT));
  }

  /**
   * Never with what was printed, which holds a key, nor with a parser's words, which may quote it.
   */
  private static byte[] pem(NodeShell signer, String kubeconfig) {
    try {
      JsonNode user = YAML.readTree(kubeconfig).at("/users/0/user");
      String certificate = decoded(user.path("client-certificate-data"));
      String key = decoded(user.path("client-key-data"));
      if (!certificate.isEmpty() && !key.isEmpty()) {
        return (certificate.strip() + "\n" + key).getBytes(StandardCharsets.US_ASCII);
      }
    } catch (IOException | IllegalArgumentException e) {
      // It is none, as where one of the two is missing.
    }
    throw Unexpected.on(
        signer.node(),
        "what \"kubeadm kubeconfig user\" printed",
        "a kubeconfig with a certificate and its key",
        "none",
        "run it there by hand; the kubelet's certificate was not replaced");
  }

  private static String decoded(JsonNode base64) {
    return new String(Base64.getDecoder().decode(base64.asText()), StandardCharsets.US_ASCII);
  }
}
