package dev.firedrill.backend.simulated.etcd;

import dev.firedrill.model.EtcdMember;
import java.time.Instant;

/** What the members agree on, one after the other. */
sealed interface Command {

  /** The key goes with that lease from now on; 0 for none. */
  record Put(String key, byte[] value, long lease) implements Command {}

  record Grant(long lease, long ttlSeconds, Instant now) implements Command {}

  /** The keys that go with it are deleted. */
  record Revoke(long lease) implements Command {}

  record Delete(String key) implements Command {}

  record Compact(long revision) implements Command {}

  /** Also changes a member: its name and client URLs once it runs, its vote. */
  record PutMember(EtcdMember member) implements Command {}

  record RemoveMember(long id) implements Command {}

  record Alarm(String alarm, boolean raised) implements Command {}
}
