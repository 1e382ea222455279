package dev.firedrill.distribution.k3s;

import dev.firedrill.distribution.EtcdNode;
import dev.firedrill.distribution.Snapshot;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Etcd;
import dev.firedrill.tools.Shells;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A member inside the server's process; it has a name of its own, made when its data is. */
final class K3sEtcdNode implements EtcdNode {

  private static final String NAME = K3sFiles.ETCD + "/name";
  private static final String DATA = K3sFiles.ETCD + "/member";
  private static final String SCRATCH = K3sFiles.SERVER + "/db/firedrill-rehearsal";

  @Override
  public String memberName(NodeShell controlPlane) {
    return new String(controlPlane.read(NAME), StandardCharsets.UTF_8).strip();
  }

  @Override
  public String peerUrl(String address) {
    return "https://" + address + ":2380";
  }

  @Override
  public boolean hasData(NodeShell controlPlane) {
    return Shells.exists(controlPlane, DATA);
  }

  @Override
  public void destroyData(NodeShell controlPlane) {
    Shells.run(controlPlane, Command.of("rm", "-rf", K3sFiles.ETCD));
    Shells.run(controlPlane, Command.of("systemctl", "kill", "--signal", "KILL", "k3s"));
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

  @Override
  public void joinExisting(NodeShell controlPlane, List<String> members) {
    throw NotOnK3s.yet("having a member join again");
  }

  @Override
  public void restore(NodeShell controlPlane, Restoration restoration) {
    throw NotOnK3s.yet("restoring a snapshot");
  }

  @Override
  public Snapshot readSnapshot(NodeShell controlPlane, String file) {
    return Snapshot.parse(
        controlPlane.node(), file, Shells.run(controlPlane, Etcd.snapshotStatus("etcdutl", file)));
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
