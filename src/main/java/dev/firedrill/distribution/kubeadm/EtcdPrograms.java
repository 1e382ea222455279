package dev.firedrill.distribution.kubeadm;

import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;

/**
 * etcd's own programs on a node where no etcd runs, out of the image that etcd would run from: a
 * kubeadm node has none, and a snapshot has to be restored by the release that will read it.
 */
final class EtcdPrograms implements AutoCloseable {

  private static final String FOLDER = "/run/firedrill-etcd";

  private final NodeShell shell;

  private EtcdPrograms(NodeShell shell) {
    this.shell = shell;
  }

  /** Mounts them; what a killed process left mounted is taken away first. */
  static EtcdPrograms mounted(NodeShell shell, String image) {
    EtcdPrograms programs = new EtcdPrograms(shell);
    programs.close();
    Shells.run(shell, Shells.makeFolder(FOLDER));
    Shells.run(shell, Command.of("ctr", "--namespace", "k8s.io", "images", "mount", image, FOLDER));
    return programs;
  }

  String etcdutl() {
    return FOLDER + "/usr/local/bin/etcdutl";
  }

  /** Takes them away; what was not mounted is no failure. */
  @Override
  public void close() {
    shell.run(Command.of("ctr", "--namespace", "k8s.io", "images", "unmount", "--rm", FOLDER));
  }
}
