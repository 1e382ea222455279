package dev.firedrill.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What can befall a simulated cluster while it is drilled, beside what the scenario does to it. */
public enum FaultKind {
  /** A machine loses its power, and is started again after the fault's time. */
  CRASH_MACHINE("crash-machine", Where.NODE),
  /** A machine stands still and answers nobody; what runs on it goes on afterwards. */
  PAUSE_MACHINE("pause-machine", Where.NODE),
  /** The kubelet of a node is stopped, and started again after the fault's time. */
  STOP_KUBELET("stop-kubelet", Where.NODE),
  /** Nothing more can be written to a machine's disk by commands; etcd on it ends. */
  FILL_DISK("fill-disk", Where.NODE),
  /** The container of an API server is stopped; its kubelet starts it again. */
  STOP_API_SERVER("stop-kube-apiserver", Where.CONTROL_PLANE),
  /** The container of an etcd member is stopped; its kubelet starts it again. */
  STOP_ETCD("stop-etcd", Where.CONTROL_PLANE),
  /** The container of a controller manager is stopped; its kubelet starts it again. */
  STOP_CONTROLLER_MANAGER("stop-kube-controller-manager", Where.CONTROL_PLANE),
  /** The container of a scheduler is stopped; its kubelet starts it again. */
  STOP_SCHEDULER("stop-kube-scheduler", Where.CONTROL_PLANE),
  /** An etcd member is killed and cannot be started for the fault's time; it keeps its data. */
  LOSE_ETCD_PROCESS("lose-etcd-process", Where.CONTROL_PLANE),
  /** What etcd on a control plane writes reaches the disk seconds late. */
  SLOW_DISK("slow-disk", Where.CONTROL_PLANE),
  /** The client certificate of a kubelet is one that has expired, until it is put back. */
  EXPIRE_CERTIFICATE("expire-kubelet-certificate", Where.NODE),
  /** Nothing gets from one machine, or the load balancer, to another. */
  PARTITION("partition", Where.BETWEEN),
  /** One connection in three between two machines, or the load balancer, does not come about. */
  LOSE_PACKETS("lose-packets", Where.BETWEEN),
  /** Firedrill itself is killed, and resumed on the same cluster. */
  CRASH_HARNESS("crash-harness", Where.HARNESS);

  /** What a kind of fault befalls. */
  public enum Where {
    /** Any machine. */
    NODE,
    /** A machine of the control plane. */
    CONTROL_PLANE,
    /** The way between two hosts, of which one may be the load balancer. */
    BETWEEN,
    /** Firedrill. */
    HARNESS
  }

  private final String word;
  private final Where where;

  FaultKind(String word, Where where) {
    this.word = word;
    this.where = where;
  }

  /** Its name in scenario files and reports. */
  public String word() {
    return word;
  }

  /** What it befalls. */
  public Where where() {
    return where;
  }

  /** How many hosts a fault of this kind names. */
  public int hosts() {
    return switch (where) {
      case NODE, CONTROL_PLANE -> 1;
      case BETWEEN -> 2;
      case HARNESS -> 0;
    };
  }

  /** The kind of that name. */
  public static Optional<FaultKind> find(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  /** The names of all kinds. */
  public static List<String> words() {
    return Arrays.stream(values()).map(FaultKind::word).toList();
  }
}
