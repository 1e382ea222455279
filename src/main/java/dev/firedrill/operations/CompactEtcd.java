package dev.firedrill.operations;

import dev.firedrill.distribution.EtcdDatabase;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.ports.NodeShell;
import java.util.List;

/**
 * Has etcd forget every revision before the present one ("History compaction" in etcd's
 * documentation). API servers do so every five minutes, up to five minutes ago; one that cannot
 * write does not. Who reads a long list in parts has to begin anew. The files stay as large as they
 * are.
 */
public record CompactEtcd() implements Operation {

  @Override
  public List<String> changes() {
    return List.of("etcd forgets all revisions before the present one");
  }

  @Override
  public String run(OperationContext context) {
    NodeName node =
        new EtcdMembers(context)
            .firstHealthy()
            .orElseThrow(
                () ->
                    new EtcdUnavailable(
                        "compacting etcd: no member is healthy",
                        new IllegalStateException("none")));
    NodeShell shell = context.shell(node);
    long revision = context.distribution().etcdUpkeep().database(shell).revision();
    boolean compacted = context.distribution().etcdUpkeep().compact(shell, revision);
    EtcdDatabase after = context.distribution().etcdUpkeep().database(shell);
    return "%s up to revision %d; the database on node %s has %s, %s of it in use"
        .formatted(
            compacted ? "compacted" : "was compacted before",
            revision,
            node,
            EtcdRoom.size(after.bytes()),
            EtcdRoom.size(after.inUse()));
  }
}
