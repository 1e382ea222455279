package dev.firedrill.operations;

import dev.firedrill.backup.BackupPart;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import java.util.List;

/**
 * Copies the files that are the cluster's identity off the first control plane: its CAs and the
 * service-account keys, encrypted where a key was given. Without them a snapshot of etcd restores a
 * cluster nobody can talk to.
 */
public record BackUpPki() implements Operation {

  @Override
  public List<String> changes() {
    return List.of("the cluster's CAs and service-account keys are copied off the cluster");
  }

  @Override
  public String run(OperationContext context) {
    NodeName first = context.cluster().topology().firstControlPlane();
    NodeShell shell = context.shell(first);
    TakenBackup taken = new TakenBackup(context, BackupPart.PKI, shell);
    for (String path : context.distribution().backup().identity()) {
      byte[] content = shell.read(path);
      if (content.length == 0) {
        throw new OperationFailed(
            "backing up " + path + " of node " + first,
            "a certificate or key",
            "an empty file",
            "restore it from an earlier backup before anything else");
      }
      taken.add(TakenBackup.name(BackupPart.PKI, path), content, 0);
    }
    taken.commit();
    return "%d files of node %s copied off the cluster, %s"
        .formatted(taken.files(), first, context.backups().protection());
  }
}
