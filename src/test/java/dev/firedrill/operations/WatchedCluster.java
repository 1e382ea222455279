package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.EtcdAdmin;
import dev.firedrill.ports.KubernetesAccess;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.ReleaseSource;
import dev.firedrill.ports.TimeSource;

/** A cluster of which every call on a machine is told before and after it is made. */
record WatchedCluster(Cluster cluster, Watch watch) implements Cluster {

  /** Told of calls; may end one by throwing. */
  interface Watch {

    void before(NodeName node, boolean write);

    void after(NodeName node, boolean write);
  }

  @Override
  public Topology topology() {
    return cluster.topology();
  }

  @Override
  public NodeShell shell(NodeName node) {
    return new Watched(cluster.shell(node), watch);
  }

  @Override
  public KubernetesAccess kubernetes() {
    return cluster.kubernetes();
  }

  @Override
  public EtcdAdmin etcd() {
    return cluster.etcd();
  }

  @Override
  public ReleaseSource releases() {
    return cluster.releases();
  }

  @Override
  public TimeSource time() {
    return cluster.time();
  }

  private record Watched(NodeShell shell, Watch watch) implements NodeShell {

    @Override
    public NodeName node() {
      return shell.node();
    }

    @Override
    public CommandResult run(Command command) {
      watch.before(node(), false);
      CommandResult result = shell.run(command);
      watch.after(node(), false);
      return result;
    }

    @Override
    public byte[] read(String path) {
      watch.before(node(), false);
      byte[] content = shell.read(path);
      watch.after(node(), false);
      return content;
    }

    @Override
    public void write(String path, byte[] content, String mode) {
      watch.before(node(), true);
      shell.write(path, content, mode);
      watch.after(node(), true);
    }
  }
}
