package dev.firedrill.distribution.k3s;

import dev.firedrill.distribution.Bootstrap;
import dev.firedrill.distribution.JoinTicket;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import dev.firedrill.tools.Unexpected;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Creation as in "High Availability Embedded etcd" of k3s's documentation. Secrets reach a machine
 * in files that only root can read, never on a command line; the token stays there, because a
 * server that loses its data joins by it again.
 */
final class K3sBootstrap implements Bootstrap {

  /** Written when a machine's start or join has ended well; a crash before that leaves it out. */
  private static final String JOINED = K3sFiles.ETC + "/.firedrill-joined";

  @Override
  public boolean hasJoined(NodeShell node) {
    return Shells.exists(node, JOINED);
  }

  /**
   * Nothing: what was begun is gone on with as it is. A server that has been started has had itself
   * added to etcd, or is about to; whoever wiped it would leave a vote that nobody has any more.
   */
  @Override
  public boolean reset(NodeShell node) {
    return false;
  }

  @Override
  public void initialise(NodeShell first, Topology topology, Version version) {
    Machine machine = topology.machine(topology.firstControlPlane());
    requireRelease(first, version);
    configure(first, K3sConfiguration.first(topology, machine));
    K3sService.SERVER.enable(first);
    joinOthersFromNowOn(first, machine, topology);
    first.write(JOINED, new byte[0], "0600");
  }

  /** One that was left as it began would begin another cluster should it lose its data. */
  private static void joinOthersFromNowOn(NodeShell first, Machine machine, Topology topology) {
    if (!topology.otherControlPlanes().isEmpty()) {
      keepToken(first);
      configure(first, K3sConfiguration.joining(topology, machine));
    }
  }

  @Override
  public void rebuild(NodeShell node, Machine machine, Topology topology, Version version) {
    requireRelease(node, version);
    keepToken(node);
    configure(node, K3sConfiguration.rebuilt(topology, machine));
    K3sService.SERVER.enable(node);
    joinOthersFromNowOn(node, machine, topology);
    node.write(JOINED, new byte[0], "0600");
  }

  @Override
  public JoinTicket issueTicket(NodeShell controlPlane, NodeRole role) {
    String file = role == NodeRole.CONTROL_PLANE ? K3sFiles.TOKEN : K3sFiles.AGENT_TOKEN;
    return new K3sTicket(new String(controlPlane.read(file), StandardCharsets.UTF_8).strip());
  }

  @Override
  public void join(NodeShell node, Machine machine, Topology topology, JoinTicket ticket) {
    byte[] token = K3sTicket.of(ticket).token().getBytes(StandardCharsets.UTF_8);
    node.write(K3sFiles.JOIN_TOKEN, token, "0600");
    configure(node, K3sConfiguration.joining(topology, machine));
    service(machine).enable(node);
    node.write(JOINED, new byte[0], "0600");
  }

  /** Data that a newer release has written an older one does not read, and there is no way back. */
  private static void requireRelease(NodeShell node, Version version) {
    String installed = K3sProgram.installed(node);
    if (!installed.equals(version.toString())) {
      throw Unexpected.on(
          node.node(),
          K3sService.PROGRAM,
          version.toString(),
          installed,
          "make the machine of that release's image; nothing was changed");
    }
  }

  /**
   * Has the server join, and begin, by the token that it has.
   *
   * @throws Unexpected where it has none
   */
  static void keepToken(NodeShell server) {
    if (!Shells.exists(server, K3sFiles.TOKEN)) {
      throw Unexpected.on(
          server.node(),
          K3sFiles.TOKEN,
          "the token of the cluster",
          "no such file",
          "restore the PKI first; k3s would make another token, by which nobody can read what its"
              + " servers keep in etcd");
    }
    server.write(K3sFiles.JOIN_TOKEN, server.read(K3sFiles.TOKEN), "0600");
  }

  private static K3sService service(Machine machine) {
    return machine.role() == NodeRole.CONTROL_PLANE ? K3sService.SERVER : K3sService.AGENT;
  }

  private static void configure(NodeShell node, String configuration) {
    node.write(K3sFiles.CONFIG, configuration.getBytes(StandardCharsets.UTF_8), "0600");
  }

  @Override
  public Optional<String> networkManifest(NodeShell controlPlane, String podSubnet) {
    return Optional.empty();
  }
}
