package dev.firedrill.backend.simulated.etcd;

import dev.firedrill.backend.simulated.network.Listener;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.network.Unreachable;
import dev.firedrill.model.EtcdMember;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a member begins with: what its folder kept, or else what its arguments say of the initial
 * cluster.
 *
 * @param id its number
 * @param state what it knows
 * @param emptied true where the cluster knows it as one that has run, and its folder is empty
 */
record Beginning(long id, ReplicatedState state, boolean emptied) {

  /**
   * Finds it out.
   *
   * @throws EtcdFailure with etcd's words where it cannot begin like that
   */
  static Beginning of(EtcdArguments arguments, DataFolder folder, Network network, String host) {
    return folder
        .read()
        .map(kept -> new Beginning(kept.id(), kept.state(), lostItsLog(kept.id(), kept.state())))
        .orElseGet(
            () ->
                arguments.existing()
                    ? joining(arguments, network, host)
                    : bootstrap(arguments, network, host));
  }

  /** It has published where it serves, and holds nothing of that: it was emptied once before. */
  private static boolean lostItsLog(long id, ReplicatedState state) {
    return state.index() == 0
        && state.membership().member(id).filter(known -> !known.clientUrls().isEmpty()).isPresent();
  }

  private static Beginning bootstrap(EtcdArguments arguments, Network network, String host) {
    Beginning fresh = fresh(arguments);
    refuseSecondBootstrap(arguments, network, host, fresh.id());
    return fresh;
  }

  /** A member of a cluster that has just those members and has never run. */
  static Beginning fresh(EtcdArguments arguments) {
    Map<String, List<String>> cluster = arguments.initialCluster();
    if (!cluster.containsKey(arguments.name())) {
      throw new EtcdFailure(
          "couldn't find local name \""
              + arguments.name()
              + "\" in the initial cluster configuration");
    }
    List<EtcdMember> members = new ArrayList<>();
    cluster.forEach(
        (name, urls) ->
            members.add(
                new EtcdMember(
                    Membership.identity(String.join(",", urls), arguments.token()),
                    name,
                    urls,
                    List.of(),
                    false)));
    long[] ids = members.stream().mapToLong(EtcdMember::id).sorted().toArray();
    Membership membership = new Membership(Membership.identity(Arrays.toString(ids)));
    members.forEach(membership::put);
    long id =
        members.stream()
            .filter(member -> member.name().equals(arguments.name()))
            .findFirst()
            .orElseThrow()
            .id();
    return new Beginning(id, new ReplicatedState(membership, new KeySpace(), 0, 0), false);
  }

  private static void refuseSecondBootstrap(
      EtcdArguments arguments, Network network, String host, long id) {
    boolean known =
        remote(arguments, network, host).stream()
            .flatMap(state -> state.membership().member(id).stream())
            .anyMatch(member -> !member.clientUrls().isEmpty());
    if (known) {
      throw new EtcdFailure("member " + Long.toHexString(id) + " has already been bootstrapped");
    }
  }

  private static Beginning joining(EtcdArguments arguments, Network network, String host) {
    ReplicatedState remote =
        remote(arguments, network, host)
            .orElseThrow(
                () ->
                    new EtcdFailure(
                        "cannot fetch cluster info from peer urls: could not retrieve cluster"
                            + " information from the given URLs"));
    Set<String> expected = new TreeSet<>();
    remote.membership().all().forEach(member -> expected.addAll(member.peerUrls()));
    Set<String> given = new TreeSet<>();
    arguments.initialCluster().values().forEach(given::addAll);
    if (!given.equals(expected)) {
      throw new EtcdFailure(
          "error validating peerURLs %s: %s"
              .formatted(
                  expected,
                  given.size() == expected.size()
                      ? "unmatched member while checking PeerURLs"
                      : "member count is unequal"));
    }
    List<String> own = arguments.initialCluster().getOrDefault(arguments.name(), List.of());
    EtcdMember member =
        remote.membership().all().stream()
            .filter(each -> each.peerUrls().equals(own))
            .findFirst()
            .orElseThrow(() -> new EtcdFailure("unmatched member while checking PeerURLs"));
    ReplicatedState state =
        new ReplicatedState(new Membership(remote.membership()), new KeySpace(), 0, 0);
    return new Beginning(member.id(), state, lostItsLog(member.id(), state));
  }

  /** What the first of the other members knows that answers. */
  private static Optional<ReplicatedState> remote(
      EtcdArguments arguments, Network network, String host) {
    for (Map.Entry<String, List<String>> member : arguments.initialCluster().entrySet()) {
      for (String url : member.getValue()) {
        try {
          Listener listener = network.connect(host, EtcdArguments.address(url));
          if (!member.getKey().equals(arguments.name()) && listener instanceof Raft raft) {
            return Optional.of(raft.state());
          }
        } catch (Unreachable next) {
          // The next one is asked.
        }
      }
    }
    return Optional.empty();
  }
}
