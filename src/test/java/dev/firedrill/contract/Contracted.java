package dev.firedrill.contract;

import dev.firedrill.backend.remote.ClusterFiles;
import dev.firedrill.backend.simulated.Setup;
import dev.firedrill.cli.RealClusterFiles;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.distribution.k3s.K3sDistribution;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Version;
import java.util.List;
import java.util.Locale;

/** A distribution whose real and simulated clusters have to behave alike, and what cases name. */
enum Contracted {
  KUBEADM(
      new KubeadmDistribution(),
      Setup.KUBEADM,
      new Named(
          "v1.29.4",
          "v1.30.4",
          "3.5.12",
          "kubelet",
          "kubelet",
          "/etc/kubernetes/kubelet.conf",
          "/etc/kubernetes/pki/ca",
          "/etc/kubernetes/pki/ca",
          "simulated",
          "fidelity")),
  K3S(
      new K3sDistribution(),
      Setup.K3S,
      new Named(
          "v1.29.4+k3s1",
          "v1.30.3+k3s1",
          "3.5.9",
          "k3s",
          "k3s-agent",
          "/var/lib/rancher/k3s/agent/kubelet.kubeconfig",
          "/var/lib/rancher/k3s/server/tls/client-ca",
          "/var/lib/rancher/k3s/server/tls/server-ca",
          "simulated-k3s",
          "fidelity-k3s"));

  private record Named(
      String version,
      String newer,
      String etcd,
      String serverUnit,
      String agentUnit,
      String kubeletsKubeconfig,
      String clientAuthority,
      String serverAuthority,
      String simulated,
      String page) {}

  private final Distribution distribution;
  private final Setup setup;
  private final Named named;

  Contracted(Distribution distribution, Setup setup, Named named) {
    this.distribution = distribution;
    this.setup = setup;
    this.named = named;
  }

  /** The one that the system property {@code firedrill.contract} names; without it, kubeadm. */
  static Contracted asked() {
    return valueOf(
        System.getProperty("firedrill.contract", KUBEADM.name()).toUpperCase(Locale.ROOT));
  }

  Distribution distribution() {
    return distribution;
  }

  /** How simulated machines come for it. */
  Setup setup() {
    return setup;
  }

  /** The cases that are asked of it. */
  List<Case> cases() {
    return Contract.cases().stream().filter(one -> one.isOf(this)).toList();
  }

  Version version() {
    return Version.parse(named.version());
  }

  Version newer() {
    return Version.parse(named.newer());
  }

  /** What etcd says of its version. */
  String etcdVersion() {
    return named.etcd();
  }

  /** The unit that a node's kubelet runs in. */
  String unit(NodeRole role) {
    return role == NodeRole.CONTROL_PLANE ? named.serverUnit() : named.agentUnit();
  }

  String kubeletsKubeconfig() {
    return named.kubeletsKubeconfig();
  }

  /** The file of the authority that signs clients of the API, without its ending. */
  String clientAuthority() {
    return named.clientAuthority();
  }

  /** The file of the authority that signs the API's certificate, without its ending. */
  String serverAuthority() {
    return named.serverAuthority();
  }

  /** The file of the authority that signs etcd's certificates, without its ending. */
  String etcdAuthority() {
    String file = distribution.layout().etcdCa();
    return file.substring(0, file.lastIndexOf('.'));
  }

  /** The name of its real clusters' backend. */
  String real() {
    return distribution.name();
  }

  /** The name of its simulated clusters' backend. */
  String simulated() {
    return named.simulated();
  }

  /** The name of the page that sets the two side by side. */
  String page() {
    return named.page();
  }

  /** Where real clusters of it keep what they are administered with. */
  ClusterFiles files() {
    return RealClusterFiles.of(distribution);
  }
}
