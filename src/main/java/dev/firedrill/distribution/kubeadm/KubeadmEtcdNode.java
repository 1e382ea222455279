package dev.firedrill.distribution.kubeadm;

import dev.firedrill.distribution.EtcdNode;
import dev.firedrill.distribution.Snapshot;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Crictl;
import dev.firedrill.tools.Etcd;
import dev.firedrill.tools.Shells;
import dev.firedrill.tools.Unexpected;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A member that the kubelet runs as a static pod, its data in /var/lib/etcd. etcd begins with what
 * is there; its flags of the initial cluster count only where nothing is.
 */
final class KubeadmEtcdNode implements EtcdNode {

  private static final String FOLDER = "/var/lib/etcd";
  private static final String DATA = FOLDER + "/member";
  private static final String RESTORED = "/var/lib/etcd-restored";
  private static final String SCRATCH = "/var/lib/firedrill-rehearsal";
  private static final Pattern IMAGE = Pattern.compile("(?m)^\\s*image: (\\S+)$");
  private static final Pattern CLUSTER = Pattern.compile("(?m)^(\\s*- --initial-cluster)=.*\\R");
  private static final Pattern STATE = Pattern.compile("(?m)^\\s*- --initial-cluster-state=.*\\R");

  @Override
  public String memberName(NodeShell controlPlane) {
    return controlPlane.node().value();
  }

  @Override
  public boolean addsItself() {
    return false;
  }

  /** etcd's default, which kubeadm leaves as it is. */
  @Override
  public Duration electionTimeout() {
    return Duration.ofSeconds(1);
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
    // Read first: a member that notices may end, and be started anew, before it is stopped.
    Optional<String> container = Crictl.containerId(controlPlane, "etcd");
    Shells.run(controlPlane, Command.of("rm", "-rf", DATA));
    container.ifPresent(id -> Shells.run(controlPlane, Crictl.stopAtOnce(id)));
  }

  @Override
  public String setDataAside(NodeShell controlPlane, String label) {
    if (!hasData(controlPlane)) {
      return "";
    }
    String aside = FOLDER + "-" + label;
    Shells.run(controlPlane, Shells.move(DATA, aside));
    return aside;
  }

  @Override
  public void joinExisting(NodeShell controlPlane, List<String> members) {
    String file = KubeadmControlPlane.etcdManifest(controlPlane);
    String manifest = new String(controlPlane.read(file), StandardCharsets.UTF_8);
    controlPlane.write(
        file,
        joining(controlPlane.node(), manifest, members).getBytes(StandardCharsets.UTF_8),
        "0600");
  }

  /** The manifest of a member that joins a cluster. */
  static String joining(NodeName node, String manifest, List<String> members) {
    Matcher cluster = CLUSTER.matcher(STATE.matcher(manifest).replaceAll(""));
    if (!cluster.find()) {
      throw Unexpected.on(
          node,
          "the manifest of etcd",
          "a flag --initial-cluster",
          manifest,
          "see who changed it, and put kubeadm's own back");
    }
    return cluster.replaceFirst(
        "$1=" + Matcher.quoteReplacement(String.join(",", members)) + "\n$1-state=existing\n");
  }

  @Override
  public void restore(NodeShell controlPlane, Restoration restoration) {
    Shells.run(controlPlane, Command.of("rm", "-rf", RESTORED));
    try (EtcdPrograms programs = EtcdPrograms.mounted(controlPlane, image(controlPlane))) {
      Shells.run(
          controlPlane,
          Etcd.snapshotRestore(
              programs.etcdutl(),
              restoration.snapshot(),
              RESTORED,
              restoration.name(),
              restoration.peerUrl(),
              String.join(",", restoration.members()),
              restoration.token()));
    }
    setDataAside(controlPlane, restoration.label());
    Shells.run(controlPlane, Shells.makeFolder(FOLDER));
    Shells.run(controlPlane, Shells.move(RESTORED + "/member", DATA));
  }

  @Override
  public Snapshot readSnapshot(NodeShell controlPlane, String file) {
    try (EtcdPrograms programs = EtcdPrograms.mounted(controlPlane, image(controlPlane))) {
      return Snapshot.read(controlPlane, programs.etcdutl(), file);
    }
  }

  @Override
  public Snapshot rehearse(NodeShell controlPlane, String file) {
    Command remove = Command.of("rm", "-rf", SCRATCH);
    Shells.run(controlPlane, remove);
    try (EtcdPrograms programs = EtcdPrograms.mounted(controlPlane, image(controlPlane))) {
      Shells.run(controlPlane, Etcd.snapshotRestore(programs.etcdutl(), file, SCRATCH));
      String database = SCRATCH + "/member/snap/db";
      return Snapshot.read(controlPlane, programs.etcdutl(), database);
    } finally {
      controlPlane.run(remove);
    }
  }

  /** The image that the node's manifest names, or else the one that a new machine has. */
  private static String image(NodeShell shell) {
    String file = KubeadmControlPlane.etcdManifest(shell);
    if (Shells.exists(shell, file)) {
      Matcher image = IMAGE.matcher(new String(shell.read(file), StandardCharsets.UTF_8));
      if (image.find()) {
        return image.group(1);
      }
    }
    return Crictl.imageNamed(shell, "etcd")
        .orElseThrow(
            () ->
                Unexpected.on(
                    shell.node(),
                    "the images that its container runtime has",
                    "one of etcd",
                    "none",
                    "bring the release's images there"));
  }
}
