package dev.firedrill.testing;

import dev.firedrill.backend.remote.ClusterFiles;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.distribution.Layout;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;

/** Where a distribution puts what a cluster is administered with. */
public final class RealClusterFiles {

  private RealClusterFiles() {}

  /** As kubeadm puts it. */
  public static ClusterFiles ofKubeadm() {
    return of(new KubeadmDistribution());
  }

  /** As the distribution says. */
  public static ClusterFiles of(Distribution distribution) {
    Layout layout = distribution.layout();
    return new ClusterFiles(
        layout.adminKubeconfig(), layout.etcdCa(), layout.etcdCertificate(), layout.etcdKey());
  }
}
