package dev.firedrill.backend.simulated.etcd;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.model.NodeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Machines with etcd members, started as kubeadm starts them. */
public final class EtcdCluster {

  public final Simulation simulation;
  public final Network network = new Network();
  public final Map<String, Machine> machines = new TreeMap<>();
  public final Map<String, EtcdMember> members = new TreeMap<>();
  public final List<String> ended = new ArrayList<>();

  /** The quota of members that are started from now on; 0 for etcd's own. */
  public long quota;

  public EtcdCluster(Simulation simulation) {
    this.simulation = simulation;
  }

  /** cp-1, cp-2 and so on, each joined through a learner. */
  public static EtcdCluster of(Simulation simulation, int size) {
    EtcdCluster cluster = new EtcdCluster(simulation);
    cluster.start(1, "new", List.of(1));
    for (int number = 2; number <= size; number++) {
      cluster.join(number);
    }
    return cluster;
  }

  public Machine machine(int number) {
    return machines.computeIfAbsent(
        "cp-" + number,
        name ->
            new Machine(
                new NodeName(name),
                address(number),
                simulation,
                (machine, container, end) -> {
                  throw new IllegalStateException("no containers here");
                }));
  }

  public EtcdMember member(int number) {
    return members.get("cp-" + number);
  }

  public EtcdMember start(int number, String state, List<Integer> cluster) {
    Map<String, String> initial = new LinkedHashMap<>();
    cluster.forEach(each -> initial.put("cp-" + each, peer(each)));
    List<String> named = new ArrayList<>();
    initial.forEach((name, url) -> named.add(name + "=" + url));
    EtcdMember member =
        new EtcdMember(
            simulation,
            network,
            machine(number),
            "3.5.12",
            List.of(
                "etcd",
                "--name=cp-" + number,
                "--data-dir=/var/lib/etcd",
                "--advertise-client-urls=https://" + address(number) + ":2379",
                "--initial-cluster=" + String.join(",", named),
                "--initial-cluster-state=" + state,
                "--quota-backend-bytes=" + quota),
            why -> ended.add("cp-" + number + ": " + why));
    members.put("cp-" + number, member);
    member.start();
    simulation.sleep(Duration.ofSeconds(3));
    return member;
  }

  public void join(int number) {
    dev.firedrill.model.EtcdMember added = member(1).add(List.of(peer(number)), true);
    List<Integer> all = new ArrayList<>();
    for (int each = 1; each <= number; each++) {
      all.add(each);
    }
    start(number, "existing", all);
    member(1).promote(added.id());
  }

  public int leader() {
    for (int number = 1; number <= members.size(); number++) {
      try {
        if (member(number).status().leaderId() == member(number).status().memberId()) {
          return number;
        }
      } catch (EtcdFailure stopped) {
        continue;
      }
    }
    return 0;
  }

  public static String address(int number) {
    return "172.30.2.1" + number;
  }

  public static String peer(int number) {
    return "https://" + address(number) + ":2380";
  }
}
