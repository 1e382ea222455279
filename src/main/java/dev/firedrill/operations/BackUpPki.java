package dev.firedrill.operations;

import dev.firedrill.history.Observation;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Copies the files that are the cluster's identity off the first control plane: its CAs and the
 * service-account keys. Without them a snapshot of etcd restores a cluster nobody can talk to.
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
    Map<String, String> copied = new TreeMap<>();
    for (String path : context.distribution().backup().identity()) {
      byte[] content = shell.read(path);
      if (content.length == 0) {
        throw new OperationFailed(
            "backing up " + path + " of node " + first,
            "a certificate or key",
            "an empty file",
            "restore it from an earlier backup before anything else");
      }
      BackupCopy copy = BackupCopy.of(context, PkiBackup.file(path), content);
      context
          .recorder()
          .record(
              new Observation.BackupTaken(
                  context.now(), "pki", copy.file(), copy.sha256(), content.length, 0));
      copied.put(path, copy.sha256());
    }
    new PkiBackup(copied, context.now()).write(context);
    return copied.size() + " files of node " + first + " copied off the cluster";
  }
}
