package dev.firedrill.cli;

import dev.firedrill.backend.remote.ClusterFiles;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;

/** Where a distribution puts what a cluster is administered with, as commands are told it. */
public final class RealClusterFiles {

  private RealClusterFiles() {}

  /** As kubeadm puts it. */
  public static ClusterFiles ofKubeadm() {
    return of(new KubeadmDistribution());
  }

  /** As the distribution says. */
  public static ClusterFiles of(Distribution distribution) {
    return KnownDistributions.files(distribution);
  }
}
