package dev.firedrill.distribution.k3s;

import dev.firedrill.distribution.EtcdNode;
import dev.firedrill.distribution.Snapshot;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Etcd;
import dev.firedrill.tools.Shells;
import dev.firedrill.tools.Unexpected;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A member inside the server's process; it has a name of its own, made when its data is. */
final class K3sEtcdNode implements EtcdNode {

  private static final String NAME = K3sFiles.ETCD + "/name";
  private static final String DATA = K3sFiles.ETCD + "/member";
  private static final String SCRATCH = K3sFiles.SERVER + "/db/firedrill-rehearsal";

  /** One that has none yet is told from others by its node. */
  @Override
  public String memberName(NodeShell controlPlane) {
    return Shells.exists(controlPlane, NAME)
        ? new String(controlPlane.read(NAME), StandardCharsets.UTF_8).strip()
        : controlPlane.node().value();
  }

  @Override
  public boolean addsItself() {
    return true;
  }

  /** See its {@code pkg/etcd}. */
  @Override
  public Duration electionTimeout() {
    return Duration.ofSeconds(5);
  }

  @Override
  public String database() {
    return DATA + "/snap/db";
  }

  @Override
  public boolean hasData(NodeShell controlPlane) {
    return Shells.exists(controlPlane, DATA);
  }

  @Override
  public void destroyData(NodeShell controlPlane) {
    Shells.run(controlPlane, Command.of("rm", "-rf", K3sFiles.ETCD));
    K3sService.SERVER.kill(controlPlane);
  }

  @Override
  public String setDataAside(NodeShell controlPlane, String label) {
    if (!Shells.exists(controlPlane, K3sFiles.ETCD)) {
      return "";
    }
    String aside = K3sFiles.ETCD + "-" + label;
    Shells.run(controlPlane, Shells.move(K3sFiles.ETCD, aside));
    return aside;
  }

  /** By the API of the others, which its configuration names. */
  @Override
  public void joinExisting(NodeShell controlPlane, List<String> members) {
    String configuration = new String(controlPlane.read(K3sFiles.CONFIG), StandardCharsets.UTF_8);
    if (!K3sConfiguration.joins(configuration)) {
      throw Unexpected.on(
          controlPlane.node(),
          K3sFiles.CONFIG,
          "the address of the others, as \"server:\"",
          "none: a server without data would begin a cluster of its own",
          "name the others there");
    }
  }

  /**
   * As "Restore Procedures" of k3s's documentation: the first server is reset to a cluster of one
   * member with the snapshot's content, which was restored beside it before to see that it can be;
   * the others lose their data and join it when they are started. k3s raises no revision: who
   * watches is restarted, or lists anew.
   */
  @Override
  public void restore(NodeShell controlPlane, Restoration restoration) {
    String first = restoration.members().get(0);
    if (first.equals(restoration.name() + "=" + restoration.peerUrl())) {
      rehearse(controlPlane, restoration.snapshot());
      ClusterReset.run(controlPlane, restoration.snapshot());
    } else {
      setDataAside(controlPlane, restoration.label());
    }
  }

  @Override
  public Snapshot readSnapshot(NodeShell controlPlane, String file) {
    return Snapshot.read(controlPlane, "etcdutl", file);
  }

  @Override
  public Snapshot rehearse(NodeShell controlPlane, String file) {
    Command remove = Command.of("rm", "-rf", SCRATCH);
    Shells.run(controlPlane, remove);
    try {
      Shells.run(controlPlane, Etcd.snapshotRestore("etcdutl", file, SCRATCH));
      return readSnapshot(controlPlane, SCRATCH + "/member/snap/db");
    } finally {
      controlPlane.run(remove);
    }
  }
}
