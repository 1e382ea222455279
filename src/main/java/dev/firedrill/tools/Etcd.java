package dev.firedrill.tools;

import dev.firedrill.ports.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Command lines of etcdctl and etcdutl 3.5, to be run where etcd's own programs are: inside its
 * container.
 */
public final class Etcd {

  private static final Duration LONG = Duration.ofMinutes(5);

  private Etcd() {}

  /**
   * What etcdctl proves itself with to the member on this machine, and knows the member by.
   *
   * @param ca the authority of etcd
   * @param certificate a certificate that etcd accepts from clients
   * @param key its private key
   */
  public record Credentials(String ca, String certificate, String key) {}

  /** Prints the status of the member on this machine as JSON. */
  public static String[] status(Credentials credentials) {
    return etcdctl(credentials, "endpoint", "status", "--write-out", "json");
  }

  /** Takes every alarm back, whether or not its cause is gone, and prints those that there were. */
  public static String[] disarm(Credentials credentials) {
    return etcdctl(credentials, "alarm", "disarm");
  }

  /**
   * Has etcd forget all revisions before that one, and ends once the member on this machine has
   * removed them from its database; the file stays as large as it is.
   */
  public static String[] compact(Credentials credentials, long revision) {
    return etcdctl(credentials, "compact", Long.toString(revision), "--physical");
  }

  /** Writes the database of the member on this machine anew; it answers nobody meanwhile. */
  public static String[] defragment(Credentials credentials) {
    return etcdctl(credentials, "defrag");
  }

  private static String[] etcdctl(Credentials credentials, String... words) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "etcdctl",
                "--endpoints",
                "https://127.0.0.1:2379",
                "--cacert",
                credentials.ca(),
                "--cert",
                credentials.certificate(),
                "--key",
                credentials.key(),
                "--command-timeout",
                LONG.toSeconds() + "s"));
    line.addAll(List.of(words));
    return line.toArray(String[]::new);
  }

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

  /** The same, by a program at another place. */
  public static Command snapshotStatus(String etcdutl, String file) {
    return Command.of(etcdutl, "snapshot", "status", file, "--write-out", "json").within(LONG);
  }

  /** Makes the data of a member of a cluster of its own, at the snapshot's revision. */
  public static Command snapshotRestore(String etcdutl, String file, String dataFolder) {
    return Command.of(etcdutl, "snapshot", "restore", file, "--data-dir", dataFolder).within(LONG);
  }

  /**
   * Makes a member's data of a snapshot, its revisions raised by a billion and those before marked
   * as compacted (3.5.10 and later; etcd#16028), so that no watcher waits for a future that is no
   * more.
   */
  public static Command snapshotRestore(
      String etcdutl,
      String file,
      String dataFolder,
      String name,
      String peerUrl,
      String initialCluster,
      String token) {
    return Command.of(
            etcdutl,
            "snapshot",
            "restore",
            file,
            "--data-dir",
            dataFolder,
            "--name",
            name,
            "--initial-advertise-peer-urls",
            peerUrl,
            "--initial-cluster",
            initialCluster,
            "--initial-cluster-token",
            token,
            "--bump-revision",
            "1000000000",
            "--mark-compacted")
        .within(LONG);
  }
}
