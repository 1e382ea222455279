package dev.firedrill.distribution;

import dev.firedrill.ports.NodeShell;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Copies that a control plane takes by itself: of etcd every hour, of the PKI every day, each
 * verified when it is taken and kept for 7 days. They lie on the control plane's own disk.
 */
public interface BackupSchedule {

  /** What is copied. */
  enum Kind {
    /** A snapshot of etcd, hourly. */
    ETCD,
    /** The authorities, keys and certificates, daily. */
    PKI
  }

  /**
   * Has the control plane take copies from now on, also after it was started again. Where anything
   * of what takes them is replaced, there is no newest run any more: the earlier ones say nothing.
   *
   * @return the files that were written; none where all was as it has to be
   */
  List<String> install(NodeShell controlPlane);

  /** True where the next copy of that kind will be taken by itself. */
  boolean active(NodeShell controlPlane, Kind kind);

  /** When which copy is due and was taken last, as the machine lists it. */
  String listed(NodeShell controlPlane);

  /**
   * Takes a copy of that kind now, as it will be taken by itself.
   *
   * @throws dev.firedrill.tools.CommandFailed where it was not taken, or did not verify
   */
  void take(NodeShell controlPlane, Kind kind);

  /**
   * How the newest run ended: {@code ok}, {@code failed} and the reason, or {@code running} and
   * since when, in seconds of the epoch, where it has not; empty where there was none.
   */
  Optional<String> lastRun(NodeShell controlPlane, Kind kind);

  /** The newest copy that was verified; nothing where there is none. */
  Optional<Copy> newest(NodeShell controlPlane, Kind kind);

  /** The SHA-256 that a copy has now, in hexadecimal; empty where it cannot be read. */
  String digest(NodeShell controlPlane, Copy copy);

  /**
   * A copy that was verified when it was taken.
   *
   * @param file where it is on the control plane
   * @param taken when it was taken, by the control plane's clock
   * @param sha256 its digest then, in hexadecimal
   */
  record Copy(String file, Instant taken, String sha256) {}
}
