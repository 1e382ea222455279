package dev.firedrill.distribution.k3s;

import dev.firedrill.distribution.Bootstrap;
import dev.firedrill.distribution.JoinTicket;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Creation as in "High Availability Embedded etcd" of k3s's documentation. Secrets reach a machine
 * in files that only root can read, never on a command line.
 */
final class K3sBootstrap implements Bootstrap {

  /** Written when a machine's start or join has ended well; a crash before that leaves it out. */
  private static final String JOINED = K3sFiles.ETC + "/.firedrill-joined";

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Override
  public boolean hasJoined(NodeShell node) {
    return Shells.exists(node, JOINED);
  }

  @Override
  public boolean reset(NodeShell node) {
    if (!Shells.exists(node, K3sFiles.CONFIG)) {
      return false;
    }
    stop(node);
    for (String part : new String[] {"/server", "/agent/etc/k3s", "/agent/kubelet.kubeconfig"}) {
      Shells.run(node, Command.of("rm", "-rf", K3sFiles.DATA + part));
    }
    Shells.run(
        node,
        Command.of("sh", "-c", "rm -f " + K3sFiles.AGENT + "/*.crt " + K3sFiles.AGENT + "/*.key"));
    // What a node proves itself with to servers that know it; a new one is known anew.
    Shells.run(node, Command.of("rm", "-rf", "/etc/rancher/node"));
    for (String file :
        new String[] {JOINED, K3sFiles.CONFIG, K3sFiles.JOIN_TOKEN, K3sFiles.KUBECONFIG}) {
      Shells.run(node, Shells.remove(file));
    }
    return true;
  }

  private static void stop(NodeShell node) {
    K3sService.on(node).ifPresent(service -> service.disable(node));
    Shells.run(node, Command.of("k3s-killall.sh").within(LIMIT));
  }

  @Override
  public void initialise(NodeShell first, Topology topology, Version version) {
    Machine machine = topology.machine(topology.firstControlPlane());
    configure(first, K3sConfiguration.first(topology, machine));
    K3sService.SERVER.enable(first);
    joinOthersFromNowOn(first, machine, topology);
    first.write(JOINED, new byte[0], "0600");
  }

  /** One that was left as it began would begin another cluster should it lose its data. */
  private static void joinOthersFromNowOn(NodeShell first, Machine machine, Topology topology) {
    if (!topology.otherControlPlanes().isEmpty()) {
      first.write(K3sFiles.JOIN_TOKEN, first.read(K3sFiles.TOKEN), "0600");
      configure(first, K3sConfiguration.joining(topology, machine));
    }
  }

  @Override
  public void rebuild(NodeShell node, Machine machine, Topology topology, Version version) {
    configure(node, K3sConfiguration.first(topology, machine));
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
