package dev.firedrill.operations;

import dev.firedrill.backup.BackupPart;
import dev.firedrill.backup.BackupUnusable;
import dev.firedrill.backup.SetEntry;
import dev.firedrill.backup.SetManifest;
import dev.firedrill.model.NodeName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What configures one control plane, out of a backup set. */
final class StoredConfiguration {

  private StoredConfiguration() {}

  /**
   * Its files by their paths on the node; none where the set has none of it.
   *
   * @throws BackupUnusable where one is not what was copied
   */
  static Map<String, byte[]> of(OperationContext context, SetManifest set, NodeName node) {
    Map<String, byte[]> files = new TreeMap<>();
    String prefix = BackUpConfiguration.name(node, "");
    set.of(BackupPart.CONFIGURATION).stream()
        .filter(entry -> entry.node().equals(node.value()))
        .forEach(
            entry ->
                files.put(
                    entry.name().substring(prefix.length()), context.backups().content(entry)));
    return files;
  }

  /** True where the set has the configuration of any node. */
  static boolean isThere(SetManifest set) {
    return !set.of(BackupPart.CONFIGURATION).isEmpty();
  }

  /**
   * The nodes whose API servers were told to encrypt.
   *
   * @throws BackupUnusable where a file is not what was copied: nobody knows then
   */
  static List<NodeName> encrypting(OperationContext context, SetManifest set) {
    return set.of(BackupPart.CONFIGURATION).stream()
        .map(SetEntry::node)
        .distinct()
        .map(NodeName::new)
        .filter(
            node ->
                context
                    .distribution()
                    .backup()
                    .encryptionConfiguration(of(context, set, node))
                    .isPresent())
        .toList();
  }
}
