package dev.firedrill.backend.simulated.fault;

import dev.firedrill.model.FaultKind;
import java.util.Optional;

/** How each kind of fault strikes. */
final class Strikes {

  private Strikes() {}

  static Strike of(FaultKind kind) {
    return switch (kind) {
      case CRASH_MACHINE -> MachineStrikes::crash;
      case PAUSE_MACHINE -> MachineStrikes::pause;
      case STOP_KUBELET -> MachineStrikes::stopKubelet;
      case FILL_DISK -> MachineStrikes::fillDisk;
      case STOP_API_SERVER -> MachineStrikes.stop("kube-apiserver");
      case STOP_ETCD -> MachineStrikes.stop("etcd");
      case STOP_CONTROLLER_MANAGER -> MachineStrikes.stop("kube-controller-manager");
      case STOP_SCHEDULER -> MachineStrikes.stop("kube-scheduler");
      case LOSE_ETCD_PROCESS -> MachineStrikes::loseEtcd;
      case SLOW_DISK -> MachineStrikes::slowDisk;
      case EXPIRE_CERTIFICATE -> ExpiredCertificate::strike;
      case PARTITION -> NetworkStrikes::partition;
      case LOSE_PACKETS -> NetworkStrikes::losePackets;
      case CRASH_HARNESS -> (fault, ground) -> Optional.of(Strike.Healing.BY_ITSELF);
    };
  }
}
