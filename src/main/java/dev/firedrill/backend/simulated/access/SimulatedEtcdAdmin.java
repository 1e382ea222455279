package dev.firedrill.backend.simulated.access;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.EtcdStatus;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.EtcdAdmin;
import java.util.List;

/** etcd from outside the cluster, each member asked by itself. */
public final class SimulatedEtcdAdmin implements EtcdAdmin {

  /** Connects to nothing yet. */
  public SimulatedEtcdAdmin(Simulation simulation, Network network, Topology topology) {}

  @Override
  public List<EtcdMember> members() {
    throw notBuilt();
  }

  @Override
  public EtcdStatus status(NodeName node) {
    throw notBuilt();
  }

  @Override
  public long hashKv(NodeName node, long revision) {
    throw notBuilt();
  }

  @Override
  public List<String> alarms() {
    throw notBuilt();
  }

  @Override
  public boolean healthy(NodeName node) {
    throw notBuilt();
  }

  private static UnsupportedOperationException notBuilt() {
    return new UnsupportedOperationException("not built yet");
  }
}
