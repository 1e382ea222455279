package dev.firedrill.operations;

import dev.firedrill.backup.BackupPart;
import dev.firedrill.backup.SetManifest;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Sha256;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes the cluster's identity out of the newest backup onto a machine that is to become its first
 * control plane again: the CAs, the service-account keys and the encryption configuration, so that
 * every kubeconfig and every certificate that was ever handed out stays good. All of them or none:
 * each copy has to be what was copied. Refused where the machine is a node with another identity,
 * and where the set says that Secrets were encrypted and has no configuration of a node of that
 * name.
 *
 * @param name the machine
 */
public record RestorePki(NodeName name) implements Operation {

  @Override
  public Optional<NodeName> node() {
    return Optional.of(name);
  }

  @Override
  public List<String> changes() {
    return List.of("machine " + name + " gets the cluster's CAs and service-account keys back");
  }

  @Override
  public String run(OperationContext context) {
    Map<String, byte[]> files = files(context);
    NodeShell shell = context.shell(name);
    requireNoOtherIdentity(context, shell, files);
    files.forEach(
        (path, content) -> {
          Shells.run(shell, Shells.makeFolder(String.valueOf(Path.of(path).getParent())));
          shell.write(
              path, content, path.endsWith(".crt") || path.endsWith(".pub") ? "0644" : "0600");
        });
    boolean told = context.backups().manifest().filter(StoredConfiguration::isThere).isPresent();
    return files.size()
        + " files of the cluster's identity are on machine "
        + name
        + (told
            ? ""
            : "; the set has no configuration, so nobody knows whether Secrets are encrypted");
  }

  private Map<String, byte[]> files(OperationContext context) {
    List<String> wanted = context.distribution().backup().identity();
    Optional<SetManifest> backup =
        context.backups().manifest().filter(set -> !set.of(BackupPart.PKI).isEmpty());
    Map<String, byte[]> files = new TreeMap<>();
    backup.ifPresent(
        set ->
            wanted.forEach(
                path -> content(context, set, path).ifPresent(read -> files.put(path, read))));
    List<String> missing =
        new ArrayList<>(wanted.stream().filter(path -> !files.containsKey(path)).toList());
    backup.ifPresent(set -> missing.addAll(encryption(context, set, files)));
    if (!missing.isEmpty()) {
      throw new OperationFailed(
          "restoring the cluster's identity on machine " + name,
          "a backup that has every file as it was copied",
          backup.map(taken -> "missing or altered: ").orElse("no backup, missing: ") + missing,
          "find the files in a backup kept elsewhere; a new CA or a new service-account key is"
              + " another cluster to everybody, and Secrets are read by the key that encrypted them"
              + " alone. Nothing was changed");
    }
    return files;
  }

  /**
   * Adds the file that the Secrets in the snapshot are encrypted by.
   *
   * @return its name where the set's own manifests name it and the set lacks it; what the set has
   *     instead where it has that of other nodes alone
   */
  private List<String> encryption(
      OperationContext context, SetManifest set, Map<String, byte[]> files) {
    Map<String, byte[]> configuration = StoredConfiguration.of(context, set, name);
    if (configuration.isEmpty()) {
      List<NodeName> others = StoredConfiguration.encrypting(context, set);
      return others.isEmpty()
          ? List.of()
          : List.of(
              "encryption configuration of a node %s (the set has that of %s: restore onto a machine of such"
                      .formatted(name, others)
                  + " a name)");
    }
    Optional<String> named = context.distribution().backup().encryptionConfiguration(configuration);
    named
        .filter(configuration::containsKey)
        .ifPresent(path -> files.put(path, configuration.get(path)));
    return named.filter(path -> !configuration.containsKey(path)).stream().toList();
  }

  /** A file that is missing or altered is named with the others; one of another key ends it. */
  private static Optional<byte[]> content(OperationContext context, SetManifest set, String path) {
    return set.entry(TakenBackup.name(BackupPart.PKI, path))
        .flatMap(
            entry ->
                context
                    .backups()
                    .stored(entry)
                    .filter(stored -> Sha256.hex(stored).equals(entry.storedSha256()))
                    .map(stored -> context.backups().content(entry, stored)));
  }

  private void requireNoOtherIdentity(
      OperationContext context, NodeShell shell, Map<String, byte[]> files) {
    if (!context.distribution().bootstrap().hasJoined(shell)) {
      return;
    }
    List<String> other = new ArrayList<>();
    files.forEach(
        (path, content) -> {
          if (!Shells.exists(shell, path) || !Arrays.equals(shell.read(path), content)) {
            other.add(path);
          }
        });
    if (!other.isEmpty()) {
      throw new OperationFailed(
          "restoring the cluster's identity on machine " + name,
          "a machine that is no node, or one with this identity",
          "a node on which these are others: " + other,
          "is it the right backup? Reset the machine if its cluster is to go; nothing was changed");
    }
  }
}
