package dev.firedrill.backend.simulated.etcd;

import dev.firedrill.model.EtcdMember;

/** What the members agree on, one after the other. */
sealed interface Command {

  record Put(String key, byte[] value) implements Command {}

  record Delete(String key) implements Command {}

  record Compact(long revision) implements Command {}

  /** Also changes a member: its name and client URLs once it runs, its vote. */
  record PutMember(EtcdMember member) implements Command {}

  record RemoveMember(long id) implements Command {}

  record Alarm(String alarm, boolean raised) implements Command {}
}
