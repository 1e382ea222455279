package dev.firedrill.cli;

import dev.firedrill.backend.remote.ClusterFiles;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.distribution.Layout;
import dev.firedrill.distribution.k3s.K3sDistribution;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;

/** The distributions whose clusters can be operated by an inventory. */
final class KnownDistributions {

  private KnownDistributions() {}

  /**
   * The name, where it is one of them.
   *
   * @throws IllegalArgumentException with the reason where it is not
   */
  static String operable(String name) {
    if (name.equals(new K3sDistribution().name())) {
      throw new IllegalArgumentException(
          "clusters of k3s cannot be operated by an inventory yet: its upgrades and backups have"
              + " been rehearsed on Firedrill's own machines alone, and nobody has looked at"
              + " others");
    }
    if (!name.equals(new KubeadmDistribution().name())) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is not a distribution; expected kubeadm");
    }
    return name;
  }

  /** The distribution of a name that is one of them. */
  static Distribution named(String name) {
    operable(name);
    return new KubeadmDistribution();
  }

  /** Where a control plane of it has an administrator's credentials. */
  static ClusterFiles files(Distribution distribution) {
    Layout layout = distribution.layout();
    return new ClusterFiles(
        layout.adminKubeconfig(), layout.etcdCa(), layout.etcdCertificate(), layout.etcdKey());
  }
}
