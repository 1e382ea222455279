package dev.firedrill.backend.ssh;

import dev.firedrill.backend.remote.ClusterFiles;
import dev.firedrill.backend.remote.JetcdAdmin;
import dev.firedrill.backend.remote.KubeconfigAccess;
import dev.firedrill.model.ClusterInventory;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.ports.FileNotAccessible;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.ports.ReleaseSource;
import dev.firedrill.ports.TimeSource;
import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster that is there already, its machines reached by SSH. The API is reached straight, each
 * etcd member through its machine: its client port is often closed to everybody else. Nothing can
 * be done to its machines but to use them. Closing it closes connections and nothing else.
 */
public final class SshCluster implements Cluster, AutoCloseable {

  private static final int ETCD_PORT = 2379;
  private static final int HTTPS = 443;

  /** What fabric8 says of a kubeconfig without a server: where pods reach the API. */
  private static final String NOT_SAID = URI.create(Config.DEFAULT_MASTER_URL).getHost();

  private final Topology topology;
  private final TimeSource time;
  private final Map<NodeName, SshConnection> connections;
  private final KubeconfigAccess kubernetes;
  private final JetcdAdmin etcd;
  private final SshReleases releases;

  private SshCluster(
      ClusterInventory inventory,
      Map<NodeName, SshConnection> connections,
      ClusterFiles files,
      TimeSource time) {
    this.topology = inventory.topology();
    this.time = time;
    this.connections = Map.copyOf(connections);
    this.kubernetes = new KubeconfigAccess(topology, this::shell, files.adminKubeconfig());
    this.etcd = new JetcdAdmin(topology, this::shell, files, this::memberEndpoint);
    this.releases = new SshReleases(inventory.releases().orElse(null), this::shell);
  }

  /**
   * Connects to the first control plane that answers, where the inventory does not say how the API
   * is reached; to nothing otherwise.
   *
   * @param files where a control plane has an administrator's credentials
   * @throws ClusterUnreachable where no control plane says where the API is
   */
  public static SshCluster open(ClusterInventory inventory, ClusterFiles files, TimeSource time) {
    Map<NodeName, SshConnection> connections = new HashMap<>();
    inventory
        .ways()
        .forEach(
            (node, way) ->
                connections.put(
                    node, new SshConnection(node, way, inventory.key(), inventory.knownHosts())));
    try {
      ClusterInventory reached =
          inventory.topology().controlPlaneEndpoint().isEmpty()
              ? inventory.reachedAt(endpoint(inventory, connections, files, time))
              : inventory;
      return new SshCluster(reached, connections, files, time);
    } catch (RuntimeException e) {
      connections.values().forEach(SshConnection::close);
      throw e;
    }
  }

  /** As the administrator's kubeconfig says. */
  private static String endpoint(
      ClusterInventory inventory,
      Map<NodeName, SshConnection> connections,
      ClusterFiles files,
      TimeSource time) {
    List<String> seen = new ArrayList<>();
    for (NodeName node : inventory.topology().controlPlanes()) {
      try {
        SshShell shell = new SshShell(connections.get(node), time);
        Optional<String> server =
            server(new String(shell.read(files.adminKubeconfig()), StandardCharsets.UTF_8));
        if (server.isPresent()) {
          return server.get();
        }
        seen.add(
            "%s on node %s is no kubeconfig that says where the API is"
                .formatted(files.adminKubeconfig(), node));
      } catch (NodeUnreachable | CommandTimedOut | FileNotAccessible e) {
        seen.add(String.valueOf(e.getMessage()));
      }
    }
    throw new ClusterUnreachable(inventory.topology().name(), seen);
  }

  /** Whatever a parser throws: its words quote what it cannot read, which may be a key. */
  private static Optional<String> server(String kubeconfig) {
    try {
      URI server = URI.create(Config.fromKubeconfig(kubeconfig).getMasterUrl());
      int port = server.getPort() == -1 ? HTTPS : server.getPort();
      return Optional.ofNullable(server.getHost())
          .filter(host -> !host.equals(NOT_SAID))
          .map(host -> host + ":" + port);
    } catch (RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public Topology topology() {
    return topology;
  }

  @Override
  public SshShell shell(NodeName node) {
    return new SshShell(connection(node), time);
  }

  @Override
  public KubeconfigAccess kubernetes() {
    return kubernetes;
  }

  @Override
  public JetcdAdmin etcd() {
    return etcd;
  }

  @Override
  public ReleaseSource releases() {
    return releases;
  }

  @Override
  public TimeSource time() {
    return time;
  }

  /** What a release lacks where the inventory says that releases lie; none where it can be had. */
  public List<String> missing(Version release) {
    return releases.missing(release);
  }

  @Override
  public void close() {
    kubernetes.close();
    etcd.close();
    connections.values().forEach(SshConnection::close);
  }

  private String memberEndpoint(NodeName node) {
    try {
      return "https://127.0.0.1:" + connection(node).forward(ETCD_PORT);
    } catch (NodeUnreachable e) {
      throw new EtcdUnavailable("cannot reach etcd through its machine: " + e.getMessage(), e);
    }
  }

  private SshConnection connection(NodeName node) {
    // Asking the topology says which machines there are.
    SshConnection connection = connections.get(topology.machine(node).name());
    if (connection == null) {
      throw new IllegalStateException(
          "the inventory does not say how node " + node + " is reached");
    }
    return connection;
  }
}
