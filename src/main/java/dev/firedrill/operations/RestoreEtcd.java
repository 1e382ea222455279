package dev.firedrill.operations;

import dev.firedrill.distribution.EtcdNode.Restoration;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Sha256;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Makes etcd anew from the newest snapshot, on every member: each by its own name and peer URL, all
 * with one list of members and one new token ("Restoring an etcd cluster" in the Kubernetes
 * documentation). Old data is put aside, never deleted, and only after the snapshot was read well
 * on that node. Refused while anything of a control plane runs anywhere, and of a file that is not
 * the one that was noted when it was taken.
 *
 * @param members the nodes; none named for every control plane
 * @param newCluster true where those named are the whole of the restored cluster, and others join
 *     it later; otherwise every control plane is a member, and none agrees until most are restored
 * @param name the node of the member whose name and peer URL all of them are given, or empty for
 *     their own: the mistake of whoever copies one command to every node, here to be rehearsed
 * @param copied true where the snapshot is put in the place of each member's database as it is,
 *     with the log that lies beside it: the mistake of whoever takes it for a copy of the data
 */
public record RestoreEtcd(List<NodeName> members, boolean newCluster, String name, boolean copied)
    implements Operation {

  /** Copies the list. */
  public RestoreEtcd {
    members = List.copyOf(members);
  }

  @Override
  public List<String> changes() {
    return List.of(
        "the data of the etcd members on %s is put aside and made anew from the newest snapshot;"
                .formatted(members.isEmpty() ? "every control plane" : members)
            + " what was written since is lost"
            + (newCluster ? "; they are all the members there are" : "")
            + (name.isEmpty() ? "" : "; each is given the name and peer URL of " + name)
            + (copied ? "; the snapshot's file is copied over the database and no more" : ""));
  }

  @Override
  public String run(OperationContext context) {
    List<NodeName> all = context.cluster().topology().controlPlanes();
    List<NodeName> chosen = members.isEmpty() ? all : members;
    List<NodeName> restored = newCluster ? chosen : all;
    requireFirst(context, chosen, restored.get(0));
    requireStopped(context, all);
    EtcdBackup backup = EtcdBackup.latest(context);
    byte[] content = asNoted(context, backup);
    if (copied) {
      chosen.forEach(node -> copy(context, context.shell(node), content));
      return "the snapshot lies in the place of the database on " + chosen;
    }
    EtcdMembers cluster = new EtcdMembers(context);
    String token = Labels.restored(context.now());
    String label = Labels.aside(context.now());
    List<String> entries = restored.stream().map(cluster::entry).toList();
    for (NodeName node : lastFirst(chosen)) {
      NodeName member = name.isEmpty() ? node : new NodeName(name);
      NodeShell shell = context.shell(node);
      SnapshotOnNode.during(
          shell,
          content,
          file -> {
            Restoration restoration =
                new Restoration(
                    file, cluster.name(member), cluster.peerUrl(member), entries, token, label);
            context.distribution().etcd().restore(shell, restoration);
            return restoration;
          });
    }
    return "etcd on %s is restored to revision %d, old data is beside it as %s"
        .formatted(chosen, backup.facts().revision(), label);
  }

  private static void copy(OperationContext context, NodeShell shell, byte[] content) {
    String database = context.distribution().etcd().database();
    SnapshotOnNode.during(shell, content, file -> Shells.run(shell, Shells.move(file, database)));
  }

  /** The first is made last: until then nobody can agree by what the others still have. */
  private static List<NodeName> lastFirst(List<NodeName> nodes) {
    List<NodeName> order = new ArrayList<>(nodes);
    Collections.reverse(order);
    return order;
  }

  /** Where members add themselves, all but the first do so by joining that. */
  private void requireFirst(OperationContext context, List<NodeName> chosen, NodeName first) {
    boolean joining = context.distribution().etcd().addsItself();
    if (joining && (!name.isEmpty() || !chosen.contains(first))) {
      throw new OperationFailed(
          "restoring etcd",
          "the snapshot restored on %s by its own name, which the others join".formatted(first),
          "%s%s".formatted(chosen, name.isEmpty() ? "" : " by the name of " + name),
          "restore it on every control plane, or on the first as a new cluster; nothing was"
              + " changed");
    }
  }

  /** The snapshot, fetched once; refused unless it is the file that was noted. */
  static byte[] asNoted(OperationContext context, EtcdBackup backup) {
    byte[] stored = context.backups().stored(backup.entry()).orElseGet(() -> new byte[0]);
    String sha256 = Sha256.hex(stored);
    if (!sha256.equals(backup.entry().storedSha256())) {
      throw new OperationFailed(
          "restoring etcd",
          "the snapshot that was taken, %d bytes, sha256 %s"
              .formatted(backup.entry().storedBytes(), backup.entry().storedSha256()),
          "%d bytes, sha256 %s".formatted(stored.length, sha256),
          "find an earlier snapshot that verifies; no data was changed");
    }
    return context.backups().content(backup.entry(), stored);
  }

  private static void requireStopped(OperationContext context, List<NodeName> nodes) {
    List<String> running = new ArrayList<>();
    for (NodeName node : nodes) {
      context.distribution().controlPlane().left(context.shell(node)).stream()
          .map(part -> part + " on " + node)
          .forEach(running::add);
    }
    if (!running.isEmpty()) {
      throw new OperationFailed(
          "restoring etcd",
          "nothing of the control plane running anywhere",
          "still running: " + running,
          "stop the control plane first; nothing was changed");
    }
  }
}
