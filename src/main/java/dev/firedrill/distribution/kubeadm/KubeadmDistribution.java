package dev.firedrill.distribution.kubeadm;

import dev.firedrill.distribution.Backup;
import dev.firedrill.distribution.BackupSchedule;
import dev.firedrill.distribution.Bootstrap;
import dev.firedrill.distribution.Certificates;
import dev.firedrill.distribution.ControlPlane;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.distribution.Encryption;
import dev.firedrill.distribution.EtcdNode;
import dev.firedrill.distribution.EtcdUpkeep;
import dev.firedrill.distribution.Inventory;
import dev.firedrill.distribution.Layout;
import dev.firedrill.distribution.ScratchApi;
import dev.firedrill.distribution.Upgrade;
import dev.firedrill.model.AgentPlacement;
import dev.firedrill.ports.NodeShell;
import java.util.Map;

/** Clusters made by kubeadm, their etcd stacked on the control planes. */
public final class KubeadmDistribution implements Distribution {

  @Override
  public String name() {
    return "kubeadm";
  }

  @Override
  public Map<String, String> notApplicable() {
    return Map.of(
        "damage-backup.how.no-join-token",
        "a token is made whenever a machine is to join, and no backup needs one");
  }

  /** All of them are processes of their own, and speak to the control-plane endpoint. */
  @Override
  public AgentPlacement agentPlacement() {
    return AgentPlacement.BESIDE;
  }

  @Override
  public Layout layout() {
    return new Layout(
        KubeadmFiles.ADMIN_CONF,
        KubeadmFiles.PKI + "/etcd/ca.crt",
        KubeadmFiles.PKI + "/etcd/healthcheck-client.crt",
        KubeadmFiles.PKI + "/etcd/healthcheck-client.key");
  }

  /**
   * Says that kubeadm was run on a node to its end by somebody else, so that nobody initialises it
   * again.
   */
  public static void adopt(NodeShell node) {
    KubeadmBootstrap.markJoined(node);
  }

  @Override
  public Bootstrap bootstrap() {
    return new KubeadmBootstrap();
  }

  @Override
  public Upgrade upgrade() {
    return new KubeadmUpgrade();
  }

  @Override
  public Encryption encryption() {
    return new KubeadmEncryption();
  }

  @Override
  public Backup backup() {
    return new KubeadmBackup();
  }

  @Override
  public BackupSchedule backupSchedule() {
    return new KubeadmBackupSchedule();
  }

  @Override
  public ControlPlane controlPlane() {
    return new KubeadmControlPlane();
  }

  @Override
  public EtcdNode etcd() {
    return new KubeadmEtcdNode();
  }

  @Override
  public EtcdUpkeep etcdUpkeep() {
    return new KubeadmEtcdUpkeep();
  }

  @Override
  public ScratchApi scratchApi() {
    return new KubeadmScratchApi();
  }

  @Override
  public Inventory inventory() {
    return new KubeadmInventory();
  }

  @Override
  public Certificates certificates() {
    return new KubeadmCertificates();
  }
}
