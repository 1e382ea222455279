package dev.firedrill.backend.simulated.etcd;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.network.TlsListener;
import dev.firedrill.backend.simulated.network.Unreachable;
import dev.firedrill.backend.simulated.pki.FileIdentity;
import dev.firedrill.model.EtcdMember;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A member's part in agreeing: who leads, and that what the leader commits gets to everybody who
 * can be reached. What is not committed by a quorum is not written anywhere, so that no log has to
 * be taken back; a member that is behind takes the leader's state as a whole.
 *
 * <p>It is what listens at the peer URL. A leader that is not heard of for once to twice the
 * election timeout, less a heartbeat where one is told, is replaced.
 */
final class Raft implements TlsListener {

  private final Duration election;
  private final Duration longestElection;
  private final Simulation simulation;
  private final Network network;
  private final String host;
  private final @Nullable FileIdentity identity;
  private final long id;
  private final boolean emptied;
  private final Map<String, Address> peers = new HashMap<>();
  private ReplicatedState state;
  private long leader;
  private Instant heard;
  private Duration patience;
  private @Nullable String fatal;

  /** Whom it reached last; the same as long as neither network nor membership changes. */
  private List<Raft> reached = List.of();

  private List<EtcdMember> reachedOf = List.of();
  private long reachedAsOf = -1;

  Raft(
      Simulation simulation,
      Network network,
      String host,
      Beginning beginning,
      Duration election,
      Duration longestElection,
      @Nullable FileIdentity identity) {
    this.election = election;
    this.longestElection = longestElection;
    this.simulation = simulation;
    this.network = network;
    this.host = host;
    this.identity = identity;
    this.id = beginning.id();
    this.state = beginning.state();
    this.emptied = beginning.emptied();
    this.heard = simulation.now();
    this.patience = state.membership().voters().size() == 1 ? Duration.ZERO : timeout();
  }

  @Override
  public Optional<X509Certificate> shown() {
    return Optional.ofNullable(identity).flatMap(FileIdentity::certificate);
  }

  long id() {
    return id;
  }

  ReplicatedState state() {
    return state;
  }

  /** The leader it follows, itself perhaps; 0 for none. */
  long leader() {
    return leader;
  }

  boolean learner() {
    return state.membership().isLearner(id);
  }

  /**
   * True where it has a vote. One that has lost what it had agreed to would agree to something else
   * now: until it ends, at the leader's first word, it is nobody to count on.
   */
  private boolean votes() {
    return !emptied && !learner();
  }

  /** Why this member cannot go on; null where it can. */
  @Nullable String fatal() {
    return fatal;
  }

  /** A heartbeat, or a look whether there was one. */
  void tick() {
    if (isRemoved()) {
      fatal = "the member has been permanently removed from the cluster";
    } else if (leader == id) {
      lead();
    } else if (simulation.now().isAfter(heard.plus(election))) {
      leader = 0;
    }
    boolean isVoter = state.membership().voters().stream().anyMatch(voter -> voter.id() == id);
    if (fatal == null
        && leader == 0
        && isVoter
        && votes()
        && !simulation.now().isBefore(heard.plus(patience))) {
      campaign();
    }
  }

  /**
   * The leader, where it has a quorum.
   *
   * @throws EtcdFailure where there is none
   */
  Raft leaderWithQuorum() {
    Raft found =
        leader == id
            ? this
            : follower(leader).orElseThrow(() -> new EtcdFailure(EtcdFailure.TIMED_OUT));
    if (found.leader != found.id || !found.hasQuorum()) {
      throw new EtcdFailure(EtcdFailure.TIMED_OUT);
    }
    return found;
  }

  /** True where the leader that it follows cannot be reached or leads no more, or it has none. */
  boolean isWithoutLeader() {
    return leader != id && follower(leader).filter(each -> each.leader == each.id).isEmpty();
  }

  /** Until one of those who can be reached campaigns; nothing where they are no quorum. */
  Optional<Duration> untilElection() {
    if (!votes() || !hasQuorum()) {
      return Optional.empty();
    }
    Instant first = heard.plus(patience);
    for (Raft each : followers()) {
      Instant campaigns = each.heard.plus(each.patience);
      first = each.votes() && campaigns.isBefore(first) ? campaigns : first;
    }
    return Optional.of(Duration.between(simulation.now(), first));
  }

  /** Has the quorum take the command, and everybody else who can be reached. */
  void propose(Command command) {
    Raft leading = leaderWithQuorum();
    // Where packets are lost, those reached now need not be those reached a moment ago.
    List<Raft> followers = leading.loyal(leading.followers());
    if (!leading.hasQuorum(followers)) {
      throw new EtcdFailure(EtcdFailure.TIMED_OUT);
    }
    followers.forEach(follower -> follower.follow(leading));
    leading.state.apply(command);
    for (Raft follower : followers) {
      if (follower.fatal == null) {
        follower.state.apply(command);
      }
    }
  }

  /** Hands leadership to a voter that can take it; for one that is about to end. */
  void handOver() {
    if (leader == id) {
      leader = 0;
      followers().stream().filter(Raft::votes).findFirst().ifPresent(Raft::takeOver);
    }
  }

  /** Members other than this one that can be reached and belong to the same cluster. */
  List<Raft> followers() {
    List<EtcdMember> members = state.membership().all();
    // One that was not reached may be at any time, once its files are others.
    boolean same =
        members == reachedOf
            && network.changes() == reachedAsOf
            && reached.size() == members.size() - 1;
    for (int i = 0; same && i < reached.size(); i++) {
      same = reached.get(i).fatal == null && trusts(reached.get(i));
    }
    if (!same) {
      reached = List.copyOf(reach());
      reachedOf = members;
      reachedAsOf = network.changes();
    }
    return reached;
  }

  private List<Raft> reach() {
    List<Raft> found = new ArrayList<>();
    for (EtcdMember member : state.membership().all()) {
      if (member.id() != id) {
        peer(member).ifPresent(found::add);
      }
    }
    return found;
  }

  private Optional<Raft> follower(long memberId) {
    for (Raft each : followers()) {
      if (each.id == memberId) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private void lead() {
    followers().forEach(follower -> follower.follow(this));
    if (hasQuorum()) {
      heard = simulation.now();
      state.leases().over(heard).forEach(lease -> propose(new Command.Revoke(lease)));
    } else if (simulation.now().isAfter(heard.plus(election))) {
      leader = 0;
    }
  }

  private void follow(Raft leading) {
    if (leading.state.term() < state.term() || fatal != null) {
      return;
    }
    leader = leading.id;
    heard = simulation.now();
    if (emptied && state.index() == 0) {
      fatal =
          "tocommit(%d) is out of range [lastIndex(0)]. Was the raft log corrupted, truncated, or lost?"
              .formatted(leading.state.index());
    } else if (state.index() != leading.state.index()) {
      state = new ReplicatedState(leading.state);
    } else {
      state.elected(leading.state.term());
    }
  }

  private void campaign() {
    long granted =
        followers().stream().filter(each -> each.votes() && each.grants(this)).count() + 1;
    if (granted >= state.membership().quorum()) {
      takeOver();
    } else {
      heard = simulation.now();
      patience = timeout();
    }
  }

  private boolean grants(Raft candidate) {
    boolean hearsALeader = leader != 0 && simulation.now().isBefore(heard.plus(election));
    return !hearsALeader && candidate.state.index() >= state.index();
  }

  private void takeOver() {
    long newest =
        followers().stream().mapToLong(each -> each.state.term()).max().orElse(state.term());
    state.elected(Math.max(newest, state.term()) + 1);
    leader = id;
    heard = simulation.now();
    state.leases().renewAll(heard);
    lead();
  }

  /** Who has voted in a later term follows no more, also before this one has heard of it. */
  private List<Raft> loyal(List<Raft> followers) {
    for (Raft each : followers) {
      if (each.state.term() > state.term()) {
        return followers.stream().filter(some -> some.state.term() <= state.term()).toList();
      }
    }
    return followers;
  }

  private boolean hasQuorum() {
    return hasQuorum(loyal(followers()));
  }

  private boolean hasQuorum(List<Raft> followers) {
    int voters = 1;
    for (Raft each : followers) {
      voters += each.votes() ? 1 : 0;
    }
    return voters >= state.membership().quorum();
  }

  private boolean isRemoved() {
    return state.membership().removed().contains(id)
        || (leader == 0
            && followers().stream()
                .anyMatch(each -> each.state.membership().removed().contains(id)));
  }

  private Optional<Raft> peer(EtcdMember member) {
    for (String url : member.peerUrls()) {
      Address address = peers.computeIfAbsent(url, EtcdArguments::address);
      try {
        if (network.connect(host, address) instanceof Raft raft
            && raft.id == member.id()
            && raft.fatal == null
            && trusts(raft)
            && raft.state.membership().clusterId() == state.membership().clusterId()) {
          return Optional.of(raft);
        }
      } catch (Unreachable next) {
        // Perhaps by another of its URLs.
        if (identity != null) {
          identity.lost(address.host());
        }
      }
    }
    return Optional.empty();
  }

  /** Members keep connections in both directions; each verifies the other in each of them. */
  private boolean trusts(Raft other) {
    if (identity == null || other.identity == null) {
      return identity == other.identity;
    }
    return identity.refusedBy(other.identity, other.host).isEmpty()
        && other.identity.refusedBy(identity, host).isEmpty();
  }

  private Duration timeout() {
    return simulation.chance().between(election, longestElection);
  }
}
