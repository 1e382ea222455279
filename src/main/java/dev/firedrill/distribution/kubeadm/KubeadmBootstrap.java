package dev.firedrill.distribution.kubeadm;

import dev.firedrill.distribution.Bootstrap;
import dev.firedrill.distribution.JoinTicket;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Sha256;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Kubeadm;
import dev.firedrill.tools.Shells;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Creation by {@code kubeadm init} and {@code kubeadm join}. Secrets reach a machine in a file that
 * only root can read and that is removed after use, never on a command line.
 */
final class KubeadmBootstrap implements Bootstrap {

  /** Written when a machine's init or join has ended well; a crash before that leaves it out. */
  private static final String JOINED = KubeadmFiles.KUBERNETES + "/.firedrill-joined";

  private static final String CONFIGURATION = "/run/firedrill-kubeadm.yaml";

  /** In the place of the folder of certificates, which is to stay. */
  private static final String NOWHERE = "/run/firedrill-no-certificates";

  /** Where kindest/node, and every image of that layout, keeps its default pod network. */
  private static final String NETWORK = "/kind/manifests/default-cni.yaml";

  @Override
  public boolean hasJoined(NodeShell node) {
    return Shells.exists(node, JOINED);
  }

  @Override
  public boolean reset(NodeShell node) {
    boolean begun = Shells.exists(node, KubeadmFiles.PKI + "/ca.crt") || isBegun(node);
    if (begun) {
      Shells.run(node, Kubeadm.reset());
    }
    return begun;
  }

  private static boolean isBegun(NodeShell node) {
    return Shells.exists(node, KubeadmFiles.MANIFESTS + "/etcd.yaml")
        || Shells.exists(node, KubeadmFiles.KUBELET_CONF);
  }

  @Override
  public void initialise(NodeShell first, Topology topology, Version version) {
    Machine machine = topology.machine(topology.firstControlPlane());
    init(first, key -> KubeadmConfiguration.init(topology, machine, version, key));
  }

  @Override
  public void rebuild(NodeShell node, Machine machine, Topology topology, Version version) {
    if (isBegun(node)) {
      Shells.run(node, Kubeadm.resetKeepingState(NOWHERE));
    }
    boolean encrypts = Shells.exists(node, KubeadmEncryption.FILE);
    init(node, key -> KubeadmConfiguration.initAround(topology, machine, version, key, encrypts));
  }

  private static void init(NodeShell shell, UnaryOperator<String> configuration) {
    String key = Secret.printedBy(shell, Kubeadm.certificateKey());
    configured(shell, configuration.apply(key), Kubeadm.init(CONFIGURATION).hiding(key));
    markJoined(shell);
  }

  static void markJoined(NodeShell shell) {
    shell.write(JOINED, new byte[0], "0600");
  }

  @Override
  public JoinTicket issueTicket(NodeShell controlPlane, NodeRole role) {
    String token = Secret.printedBy(controlPlane, Kubeadm.tokenCreate());
    String caHash = caHash(controlPlane.read(KubeadmFiles.PKI + "/ca.crt"));
    if (role == NodeRole.WORKER) {
      return new KubeadmTicket(token, caHash, "");
    }
    String key = Secret.printedBy(controlPlane, Kubeadm.certificateKey());
    String cluster = clusterConfiguration(controlPlane);
    configured(
        controlPlane,
        KubeadmConfiguration.certificateKey(key, cluster),
        Kubeadm.uploadCertificates(CONFIGURATION).hiding(key));
    return new KubeadmTicket(token, caHash, key);
  }

  /** The cluster's configuration, as the API has it. */
  static String clusterConfiguration(NodeShell controlPlane) {
    return Shells.run(
        controlPlane,
        Command.of(
            "kubectl",
            "--kubeconfig",
            KubeadmFiles.ADMIN_CONF,
            "--namespace",
            "kube-system",
            "get",
            "configmap",
            "kubeadm-config",
            "--output",
            "jsonpath={.data.ClusterConfiguration}"));
  }

  @Override
  public void join(NodeShell node, Machine machine, Topology topology, JoinTicket ticket) {
    KubeadmTicket issued = KubeadmTicket.of(ticket);
    configured(
        node,
        KubeadmConfiguration.join(topology, machine, issued),
        Kubeadm.join(CONFIGURATION).hiding(issued.token()));
    markJoined(node);
  }

  @Override
  public Optional<String> networkManifest(NodeShell controlPlane, String podSubnet) {
    return Optional.of(
        new String(controlPlane.read(NETWORK), StandardCharsets.UTF_8)
            .replace("{{ .PodSubnet }}", podSubnet)
            .replace("{{.PodSubnet}}", podSubnet));
  }

  private static void configured(NodeShell shell, String configuration, Command command) {
    shell.write(CONFIGURATION, configuration.getBytes(StandardCharsets.UTF_8), "0600");
    Shells.removedAfter(shell, CONFIGURATION, () -> Shells.run(shell, command));
  }

  /** The digest of the CA's public key, as kubeadm's discovery wants it. */
  private static String caHash(byte[] pem) {
    try {
      byte[] key =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(pem))
              .getPublicKey()
              .getEncoded();
      return "sha256:" + Sha256.hex(key);
    } catch (CertificateException e) {
      throw new IllegalStateException(KubeadmFiles.PKI + "/ca.crt is not a certificate", e);
    }
  }
}
