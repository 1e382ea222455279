package dev.firedrill.backend.simulated.etcd;

import java.util.Set;
import java.util.TreeSet;

/** What every member has the same of, as far as it has come. */
final class ReplicatedState {

  private final Membership membership;
  private final KeySpace keys;
  private final Leases leases;
  private final Set<String> alarms = new TreeSet<>();
  private long term;
  private long index;

  ReplicatedState(Membership membership, KeySpace keys, long term, long index) {
    this(membership, keys, new Leases(), term, index);
  }

  ReplicatedState(Membership membership, KeySpace keys, Leases leases, long term, long index) {
    this.membership = membership;
    this.keys = keys;
    this.leases = leases;
    this.term = term;
    this.index = index;
  }

  /** The same; the two change independently from now on. */
  ReplicatedState(ReplicatedState other) {
    this(
        new Membership(other.membership),
        new KeySpace(other.keys),
        new Leases(other.leases),
        other.term,
        other.index);
    alarms.addAll(other.alarms);
  }

  Membership membership() {
    return membership;
  }

  KeySpace keys() {
    return keys;
  }

  Leases leases() {
    return leases;
  }

  Set<String> alarms() {
    return alarms;
  }

  long term() {
    return term;
  }

  /** How many commands were applied. */
  long index() {
    return index;
  }

  void elected(long newTerm) {
    term = newTerm;
  }

  void apply(Command command) {
    index++;
    if (command instanceof Command.Put put) {
      keys.put(put.key(), put.value());
      leases.attach(put.key(), put.lease());
    } else if (command instanceof Command.Delete delete) {
      keys.delete(delete.key());
      leases.attach(delete.key(), 0);
    } else if (command instanceof Command.Grant grant) {
      leases.grant(grant.lease(), grant.ttlSeconds(), grant.now());
    } else if (command instanceof Command.Revoke revoke) {
      leases.keys(revoke.lease()).forEach(keys::delete);
      leases.revoke(revoke.lease());
    } else if (command instanceof Command.Compact compact) {
      keys.compact(compact.revision());
    } else if (command instanceof Command.PutMember put) {
      membership.put(put.member());
    } else if (command instanceof Command.RemoveMember remove) {
      membership.remove(remove.id());
    } else if (command instanceof Command.Alarm alarm) {
      if (alarm.raised()) {
        alarms.add(alarm.alarm());
      } else {
        alarms.remove(alarm.alarm());
      }
    }
  }
}
