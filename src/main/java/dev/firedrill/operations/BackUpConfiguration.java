package dev.firedrill.operations;

import dev.firedrill.backup.BackupPart;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import java.util.List;
import java.util.Map;

/**
 * Copies what configures the control planes off the cluster: the cluster's configuration as the API
 * has it, the manifests of what runs on each of them, and the encryption configuration that these
 * name, without which nobody can read the Secrets in a snapshot of etcd.
 */
public record BackUpConfiguration() implements Operation {

  @Override
  public List<String> changes() {
    return List.of("the configuration of the control planes is copied off the cluster");
  }

  @Override
  public String run(OperationContext context) {
    List<NodeName> nodes = context.cluster().topology().controlPlanes();
    TakenBackup taken =
        new TakenBackup(context, BackupPart.CONFIGURATION, context.shell(nodes.get(0)));
    for (NodeName node : nodes) {
      NodeShell shell = context.shell(node);
      Map<String, byte[]> files = context.distribution().backup().configuration(shell);
      List<String> missing = context.distribution().backup().missingFrom(files);
      if (!missing.isEmpty()) {
        throw new OperationFailed(
            "backing up the configuration of node " + node,
            "everything that configures its control plane",
            "missing: " + missing,
            "is the control plane stopped, or a file gone? Bring it back first");
      }
      files.forEach((path, content) -> taken.add(node, name(node, path), content));
    }
    taken.commit();
    return "%d files of %s copied off the cluster, %s"
        .formatted(taken.files(), nodes, context.backups().protection());
  }

  /** The name in the set of what is at that path on a node. */
  static String name(NodeName node, String path) {
    return BackupPart.CONFIGURATION.word() + "/" + node + path;
  }
}
