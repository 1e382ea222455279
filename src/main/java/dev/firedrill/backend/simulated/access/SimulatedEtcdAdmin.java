package dev.firedrill.backend.simulated.access;

import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Places;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.network.Unreachable;
import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.EtcdStatus;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.EtcdAdmin;
import dev.firedrill.ports.EtcdUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * etcd from outside the cluster, each member asked by itself; what only the cluster as a whole can
 * answer is asked of one member after the other, and the first answer counts.
 */
public final class SimulatedEtcdAdmin implements EtcdAdmin {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Simulation simulation;
  private final EtcdCredentials credentials;
  private final Network network;
  private final Passage passage;
  private final Topology topology;

  /** Connects to nothing yet. */
  public SimulatedEtcdAdmin(
      Simulation simulation,
      Network network,
      Topology topology,
      Function<NodeName, Machine> machines) {
    this(simulation, network, topology, machines, Places.OF_KUBEADM);
  }

  /** Connects to nothing yet, and later by what the distribution keeps for that. */
  public SimulatedEtcdAdmin(
      Simulation simulation,
      Network network,
      Topology topology,
      Function<NodeName, Machine> machines,
      Places places) {
    this.simulation = simulation;
    this.credentials = new EtcdCredentials(simulation::now, network, topology, machines, places);
    this.network = network;
    this.passage = new Passage(simulation);
    this.topology = topology;
  }

  private interface Question<T>
      extends Function<dev.firedrill.backend.simulated.etcd.EtcdMember, T> {}

  @Override
  public List<EtcdMember> members() {
    return anyMember("the list of members", member -> member.members());
  }

  @Override
  public EtcdStatus status(NodeName node) {
    return answer(node, "its status", member -> member.status());
  }

  @Override
  public long hashKv(NodeName node, long revision) {
    return answer(
        node, "the hash of its keys up to revision " + revision, member -> member.hashKv(revision));
  }

  @Override
  public List<String> alarms() {
    return anyMember("the alarms", member -> member.alarms());
  }

  @Override
  public EtcdMember add(String peerUrl) {
    return anyMember(
        "the addition of member " + peerUrl, member -> member.add(List.of(peerUrl), false));
  }

  @Override
  public void remove(long memberId) {
    anyMember(
        "the removal of member " + Long.toHexString(memberId),
        member -> {
          member.remove(memberId);
          return true;
        });
  }

  @Override
  public boolean healthy(NodeName node) {
    try {
      return answer(
          node,
          "a linearizable read",
          member -> {
            if (!isAnsweredLater(member)) {
              member.linearizableRead();
            }
            return true;
          });
    } catch (EtcdUnavailable e) {
      return false;
    }
  }

  /**
   * In an event there is no waiting: a read that a leader answers who is elected within the time
   * that one would wait counts as answered.
   */
  private boolean isAnsweredLater(dev.firedrill.backend.simulated.etcd.EtcdMember member) {
    return simulation.inEvent()
        && member.isWithoutLeader()
        && member.untilElection().filter(time -> time.compareTo(LIMIT) < 0).isPresent();
  }

  @Override
  public void refresh() {
    credentials.forget();
  }

  private <T> T answer(NodeName node, String what, Question<T> question) {
    try {
      return ask(node, what, question);
    } catch (EtcdUnavailable e) {
      if (isSilence(e)) {
        passage.waiting(LIMIT);
      }
      throw e;
    }
  }

  private <T> T anyMember(String what, Question<T> question) {
    EtcdUnavailable last =
        new EtcdUnavailable(
            "asking etcd for " + what + ": no control plane", new IllegalStateException());
    for (NodeName node : topology.controlPlanes()) {
      try {
        return ask(node, what, question);
      } catch (EtcdUnavailable e) {
        last = e;
      }
    }
    if (isSilence(last)) {
      passage.waiting(LIMIT);
    }
    throw last;
  }

  private <T> T ask(NodeName node, String what, Question<T> question) {
    Address address =
        new Address(
            topology.machine(node).address(),
            dev.firedrill.backend.simulated.etcd.EtcdMember.CLIENT_PORT);
    passage.message();
    try {
      if (network.connect(Network.OUTSIDE, address)
          instanceof dev.firedrill.backend.simulated.etcd.EtcdMember member) {
        Optional<String> refused = credentials.refused(member, address.host());
        if (refused.isPresent()) {
          throw new EtcdUnavailable(
              asked(node, address, what) + refused.get(), new IllegalStateException("refused"));
        }
        return question.apply(member);
      }
      throw new IllegalStateException(address + " is no etcd member");
    } catch (Unreachable | EtcdFailure e) {
      throw new EtcdUnavailable(asked(node, address, what) + e.getMessage(), e);
    }
  }

  private static String asked(NodeName node, Address address, String what) {
    return "asking etcd on %s (https://%s) for %s: ".formatted(node, address, what);
  }

  /** True where somebody is there, or was, who gives no answer; a refusal comes at once. */
  private static boolean isSilence(EtcdUnavailable unavailable) {
    return !(unavailable.getCause() instanceof Unreachable unreachable && unreachable.refused());
  }
}
