package dev.firedrill.testing;

import dev.firedrill.backend.remote.ClusterFiles;
import dev.firedrill.distribution.Layout;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;

/** Where kubeadm puts what a cluster is administered with. */
public final class KubeadmClusterFiles {

  private KubeadmClusterFiles() {}

  /** As the distribution says. */
  public static ClusterFiles get() {
    Layout layout = new KubeadmDistribution().layout();
    return new ClusterFiles(
        layout.adminKubeconfig(), layout.etcdCa(), layout.etcdCertificate(), layout.etcdKey());
  }
}
