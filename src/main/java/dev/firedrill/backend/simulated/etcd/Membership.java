package dev.firedrill.backend.simulated.etcd;

import dev.firedrill.model.EtcdMember;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The members of a cluster, and those it had and has removed. */
final class Membership {

  private final long clusterId;
  private final TreeMap<Long, EtcdMember> members = new TreeMap<>(Long::compareUnsigned);
  private final Set<Long> removed = new TreeSet<>();
  private List<EtcdMember> all = List.of();
  private List<EtcdMember> voters = List.of();

  Membership(long clusterId) {
    this.clusterId = clusterId;
  }

  Membership(Membership other) {
    this(other.clusterId);
    members.putAll(other.members);
    removed.addAll(other.removed);
    changed();
  }

  /** A member's or cluster's number, from what makes it different from others. */
  static long identity(String... facts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      for (String fact : facts) {
        digest.update(fact.getBytes(StandardCharsets.UTF_8));
      }
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  long clusterId() {
    return clusterId;
  }

  List<EtcdMember> all() {
    return all;
  }

  Optional<EtcdMember> member(long id) {
    for (EtcdMember each : all) {
      if (each.id() == id) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** True where the member is there, without a vote. */
  boolean isLearner(long id) {
    for (EtcdMember each : all) {
      if (each.id() == id) {
        return each.learner();
      }
    }
    return false;
  }

  Set<Long> removed() {
    return removed;
  }

  List<EtcdMember> voters() {
    return voters;
  }

  int quorum() {
    return voters.size() / 2 + 1;
  }

  /** Also replaces what was known of it. */
  void put(EtcdMember member) {
    members.put(member.id(), member);
    changed();
  }

  void remove(long id) {
    members.remove(id);
    removed.add(id);
    changed();
  }

  private void changed() {
    all = List.copyOf(members.values());
    voters = all.stream().filter(member -> !member.learner()).toList();
  }

  /** As etcd refuses it, where it has to. */
  void checkAddition(List<String> peerUrls, boolean learner) {
    List<String> used = new ArrayList<>();
    members.values().forEach(member -> used.addAll(member.peerUrls()));
    if (peerUrls.stream().anyMatch(used::contains)) {
      throw new EtcdFailure("etcdserver: Peer URLs already exists");
    }
    if (learner && members.values().stream().anyMatch(EtcdMember::learner)) {
      throw new EtcdFailure("etcdserver: too many learner members in cluster");
    }
  }

  EtcdMember known(long id) {
    return member(id).orElseThrow(() -> new EtcdFailure("etcdserver: member not found"));
  }
}
