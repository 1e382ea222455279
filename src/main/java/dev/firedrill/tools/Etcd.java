package dev.firedrill.tools;

import java.util.List;

/**
 * Command lines of etcdctl and etcdutl 3.5, to be run where etcd's own programs are: inside its
 * container.
 */
public final class Etcd {

  private Etcd() {}

  /** Saves a snapshot from the member on this machine. */
  public static String[] snapshotSave(String file, String ca, String certificate, String key) {
    return List.of(
            "etcdctl",
            "--endpoints",
            "https://127.0.0.1:2379",
            "--cacert",
            ca,
            "--cert",
            certificate,
            "--key",
            key,
            "snapshot",
            "save",
            file)
        .toArray(String[]::new);
  }

  /**
   * Reads a snapshot's database through and prints its facts as JSON; its digest is not checked.
   */
  public static String[] snapshotStatus(String file) {
    return new String[] {"etcdutl", "snapshot", "status", file, "--write-out", "json"};
  }
}
