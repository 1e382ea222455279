package dev.firedrill.distribution.k3s;

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
import java.util.Map;

/** Clusters made by k3s: a server is one process, its etcd member embedded. */
public final class K3sDistribution implements Distribution {

  @Override
  public String name() {
    return "k3s";
  }

  @Override
  public Map<String, String> notApplicable() {
    return NotOnK3s.stepsAndFaults();
  }

  /** A server is one process, its kubelet in it. */
  @Override
  public AgentPlacement agentPlacement() {
    return AgentPlacement.INSIDE_CONTROL_PLANE;
  }

  @Override
  public Layout layout() {
    return new Layout(
        K3sFiles.KUBECONFIG,
        K3sEtcd.CREDENTIALS.ca(),
        K3sEtcd.CREDENTIALS.certificate(),
        K3sEtcd.CREDENTIALS.key());
  }

  @Override
  public Bootstrap bootstrap() {
    return new K3sBootstrap();
  }

  @Override
  public Upgrade upgrade() {
    return new K3sUpgrade();
  }

  @Override
  public Encryption encryption() {
    return new K3sEncryption();
  }

  @Override
  public Backup backup() {
    return new K3sBackup();
  }

  @Override
  public BackupSchedule backupSchedule() {
    return NotOnK3s.all(BackupSchedule.class, "scheduling backups");
  }

  @Override
  public ControlPlane controlPlane() {
    return new K3sControlPlane();
  }

  @Override
  public EtcdNode etcd() {
    return new K3sEtcdNode();
  }

  @Override
  public EtcdUpkeep etcdUpkeep() {
    return NotOnK3s.all(EtcdUpkeep.class, "keeping etcd's database small");
  }

  @Override
  public ScratchApi scratchApi() {
    return NotOnK3s.all(ScratchApi.class, "reading a snapshot by an API server");
  }

  @Override
  public Inventory inventory() {
    return new K3sInventory();
  }

  @Override
  public Certificates certificates() {
    return new K3sCertificates();
  }
}
