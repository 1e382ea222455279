package dev.firedrill.operations;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.ports.Cluster;
import dev.firedrill.testing.Recording;
import java.nio.file.Path;

/** What operations of a test work on: a simulated cluster of kubeadm, and a folder of the test. */
final class SimulatedGround {

  private SimulatedGround() {}

  /** With backups that are not encrypted. */
  static OperationContext on(SimulatedCluster cluster, Path folder) {
    return on(cluster, folder, BackupSet.unencrypted(folder.resolve("backups")));
  }

  /** The same ground, of which another distribution makes clusters. */
  static OperationContext with(Distribution distribution, OperationContext plain) {
    return new OperationContext(
        plain.cluster(),
        distribution,
        plain.recorder(),
        plain.runFolder(),
        plain.backups(),
        plain.step());
  }

  /** The same ground, on another cluster. */
  static OperationContext with(Cluster cluster, OperationContext plain) {
    return new OperationContext(
        cluster,
        plain.distribution(),
        plain.recorder(),
        plain.runFolder(),
        plain.backups(),
        plain.step());
  }

  static OperationContext on(SimulatedCluster cluster, Path folder, BackupSet backups) {
    return new OperationContext(
        cluster,
        new KubeadmDistribution(),
        new Recording(),
        folder.resolve("run"),
        backups,
        "step");
  }
}
