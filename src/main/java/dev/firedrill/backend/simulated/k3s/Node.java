package dev.firedrill.backend.simulated.k3s;

import dev.firedrill.backend.simulated.kubelet.Kubelet;
import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Program;
import dev.firedrill.backend.simulated.program.Flannel;
import dev.firedrill.backend.simulated.traffic.KubeProxy;
import dev.firedrill.backend.simulated.traffic.NodeServiceView;
import java.util.ArrayList;
import java.util.List;

/** A node's part of a process: kubelet, service proxy and pod network. */
final class Node {

  private static final String PROXY = "kube-proxy";

  private final World world;
  private final Machine machine;
  private final Kubelet kubelet;
  private final List<Program> running = new ArrayList<>();

  /** Of that machine, whose kubelet knows its pods over restarts. */
  Node(World world, Machine machine, Kubelet kubelet) {
    this.world = world;
    this.machine = machine;
    this.kubelet = kubelet;
  }

  void start() {
    kubelet.start();
    running.add(new Flannel(world.simulation(), world.network(), world.clients()).daemon(machine));
    running.add(
        new KubeProxy(
            world.simulation(),
            machine,
            world.network(),
            new ContainerSpec("", "", "", PROXY, PROXY, List.of(PROXY), machine.address()),
            world.rules(),
            NodeServiceView.by(machine, world.network(), world.clients(), Paths.PROXY_KUBECONFIG)));
    machine.inside().add(PROXY);
  }

  void end() {
    if (!running.isEmpty()) {
      kubelet.stop();
      running.forEach(Program::kill);
      running.clear();
      machine.inside().remove(PROXY);
    }
  }
}
