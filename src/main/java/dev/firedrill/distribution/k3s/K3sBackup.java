package dev.firedrill.distribution.k3s;

import dev.firedrill.distribution.Backup;
import dev.firedrill.distribution.Snapshot;
import dev.firedrill.model.Sha256;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.CommandFailed;
import dev.firedrill.tools.Etcd;
import dev.firedrill.tools.Shells;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Backup as in "Backup and Restore" of k3s's documentation. The token belongs to it: what a server
 * needs to join, the authorities among it, is encrypted in etcd by the token, and a snapshot is of
 * no use without it.
 */
final class K3sBackup implements Backup {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String FOLDER = K3sFiles.SERVER + "/db/firedrill";
  private static final String NAME = "snapshot";
  private static final String REFUSED = "Internal error occurred: etcd-snapshot error";
  private static final String SERVICE_KEY = K3sFiles.TLS + "/service.key";

  @Override
  public Snapshot saveSnapshot(NodeShell controlPlane) {
    Shells.run(controlPlane, Command.of("rm", "-rf", FOLDER));
    Shells.run(controlPlane, Command.of("mkdir", "-p", "-m", "0700", FOLDER));
    save(controlPlane);
    // k3s adds the node and the time to the name; it is one file, in a folder made for it.
    String saved = Shells.run(controlPlane, Command.of("ls", FOLDER)).strip();
    String file = FOLDER + "/" + saved;
    String status = Shells.run(controlPlane, Command.of(Etcd.snapshotStatus(file)).within(LIMIT));
    return Snapshot.parse(controlPlane.node(), file, status);
  }

  /** k3s takes it by its own API, which may refuse for a moment what is taken at the next try. */
  private static void save(NodeShell server) {
    Command save =
        Command.of(
                K3sService.PROGRAM,
                "etcd-snapshot",
                "save",
                "--name",
                NAME,
                "--etcd-snapshot-dir",
                FOLDER,
                "--etcd-snapshot-compress=false",
                "--etcd-s3=false")
            .within(LIMIT);
    CommandResult result = server.run(save);
    if (!result.succeeded()) {
      CommandFailed failed = new CommandFailed(server.node(), save, result);
      throw result.stderr().contains(REFUSED) || result.stdout().contains(REFUSED)
          ? new EtcdUnavailable(String.valueOf(failed.getMessage()), failed)
          : failed;
    }
  }

  @Override
  public List<String> identity() {
    List<String> files = new ArrayList<>(List.of(K3sFiles.TOKEN, K3sFiles.AGENT_TOKEN));
    for (String authority :
        List.of("client-ca", "server-ca", "request-header-ca", "etcd/server-ca", "etcd/peer-ca")) {
      files.add(K3sFiles.TLS + "/" + authority + ".crt");
      files.add(K3sFiles.TLS + "/" + authority + ".key");
    }
    files.addAll(serviceAccountKeys());
    return files;
  }

  @Override
  public List<String> serviceAccountKeys() {
    return List.of(SERVICE_KEY);
  }

  @Override
  public List<String> joinTokens() {
    return List.of(K3sFiles.TOKEN);
  }

  @Override
  public SortedMap<String, byte[]> configuration(NodeShell controlPlane) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    if (Shells.exists(controlPlane, K3sFiles.CONFIG)) {
      files.put(K3sFiles.CONFIG, controlPlane.read(K3sFiles.CONFIG));
    }
    return files;
  }

  @Override
  public List<String> missingFrom(Map<String, byte[]> configuration) {
    return configuration.containsKey(K3sFiles.CONFIG) ? List.of() : List.of(K3sFiles.CONFIG);
  }

  @Override
  public Optional<String> encryptionConfiguration(Map<String, byte[]> configuration) {
    return Optional.empty();
  }

  @Override
  public String mark(NodeShell controlPlane) {
    return Shells.exists(controlPlane, SERVICE_KEY)
        ? Sha256.hex(controlPlane.read(SERVICE_KEY))
        : "";
  }
}
