package dev.firedrill.distribution;

import dev.firedrill.model.AgentPlacement;
import java.util.Map;

/**
 * How one distribution does each verb: a value that supplies its verbs, grouped by what they are
 * for. Verbs take the recorded shell of the machine to act on. Nothing else may know which
 * distribution it is.
 */
public interface Distribution {

  /** The distribution's name, for messages and reports; nothing decides by it. */
  String name();

  /**
   * The steps and faults, by their names in scenario files, that mean nothing on its clusters, each
   * with the reason; a scenario that has one of them is not applicable. One that means something,
   * but for an argument or a value of it, is there as {@code name.argument} or {@code
   * name.argument.value}.
   */
  Map<String, String> notApplicable();

  /** Where the kubelets and kube-proxies of its control planes' nodes run. */
  AgentPlacement agentPlacement();

  /** Where it keeps what others need to find. */
  Layout layout();

  /** How a cluster comes to be. */
  Bootstrap bootstrap();

  /** How a cluster is upgraded. */
  Upgrade upgrade();

  /** How what etcd holds is encrypted. */
  Encryption encryption();

  /** How its state is saved. */
  Backup backup();

  /** How control planes take copies by themselves. */
  BackupSchedule backupSchedule();

  /** How the parts of a control plane are stopped, started and restarted. */
  ControlPlane controlPlane();

  /** How the etcd member of a control plane is kept. */
  EtcdNode etcd();

  /** How the database of that member is kept small. */
  EtcdUpkeep etcdUpkeep();

  /** How a snapshot is read by the API's own program. */
  ScratchApi scratchApi();

  /** How its running parts are listed. */
  Inventory inventory();

  /** How its certificates are listed and renewed. */
  Certificates certificates();
}
