package dev.firedrill.distribution.kubeadm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.firedrill.distribution.NodeCertificate;
import dev.firedrill.model.NodeRole;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** The certificates of a kubeadm node, in files of their own and inside kubeconfigs. */
final class CertificateFiles {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static final List<String> CONTROL_PLANE =
      List.of(
          KubeadmFiles.ADMIN_CONF,
          KubeadmFiles.KUBERNETES + "/controller-manager.conf",
          KubeadmFiles.KUBERNETES + "/scheduler.conf",
          KubeadmFiles.KUBERNETES + "/super-admin.conf",
          KubeadmFiles.PKI + "/apiserver.crt",
          KubeadmFiles.PKI + "/apiserver-etcd-client.crt",
          KubeadmFiles.PKI + "/apiserver-kubelet-client.crt",
          KubeadmFiles.PKI + "/front-proxy-client.crt",
          KubeadmFiles.PKI + "/etcd/server.crt",
          KubeadmFiles.PKI + "/etcd/peer.crt",
          KubeadmFiles.PKI + "/etcd/healthcheck-client.crt",
          KubeadmFiles.PKI + "/ca.crt",
          KubeadmFiles.PKI + "/etcd/ca.crt",
          KubeadmFiles.PKI + "/front-proxy-ca.crt");

  private CertificateFiles() {}

  static List<String> of(NodeRole role) {
    Stream<String> files = role == NodeRole.CONTROL_PLANE ? CONTROL_PLANE.stream() : Stream.empty();
    return Stream.concat(files, Stream.of(KubeadmFiles.KUBELET_CLIENT)).toList();
  }

  /** The certificates in the file; none where there is no such file. */
  static List<NodeCertificate> read(NodeShell node, String file) {
    if (!Shells.exists(node, file)) {
      return List.of();
    }
    byte[] content = node.read(file);
    try {
      byte[] pem = file.endsWith(".conf") ? clientCertificate(content) : content;
      return parse(file, pem);
    } catch (IOException e) {
      throw new UncheckedIOException("node " + node.node() + ": " + file + " cannot be read", e);
    }
  }

  private static byte[] clientCertificate(byte[] kubeconfig) throws IOException {
    String data = YAML.readTree(kubeconfig).at("/users/0/user/client-certificate-data").asText();
    return Base64.getDecoder().decode(data);
  }

  private static List<NodeCertificate> parse(String file, byte[] pem) throws IOException {
    String text = new String(pem, StandardCharsets.US_ASCII);
    List<NodeCertificate> found = new ArrayList<>();
    String begin = "-----BEGIN CERTIFICATE-----";
    String end = "-----END CERTIFICATE-----";
    int from = text.indexOf(begin);
    while (from >= 0) {
      int to = text.indexOf(end, from) + end.length();
      found.add(facts(file, text.substring(from, to)));
      from = text.indexOf(begin, to);
    }
    return found;
  }

  private static NodeCertificate facts(String file, String pem) throws IOException {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      return new NodeCertificate(
          file,
          certificate.getSubjectX500Principal().getName(),
          certificate.getIssuerX500Principal().getName(),
          certificate.getNotAfter().toInstant());
    } catch (CertificateException e) {
      throw new IOException(file + " holds something that is no certificate", e);
    }
  }
}
