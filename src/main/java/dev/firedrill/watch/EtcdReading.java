package dev.firedrill.watch;

import dev.firedrill.history.Observation.EtcdSeen;
import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.EtcdStatus;
import dev.firedrill.model.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what the members said, each by itself and at its own time. */
final class EtcdReading {

  /** More than a question about a dead member may take; an older answer says nothing of now. */
  static final Duration STALE = Duration.ofSeconds(12);

  private EtcdReading() {}

  /**
   * What is known at that moment.
   *
   * @param membership the newest answer about the membership, or empty
   * @param members the newest answer of each node's member, control planes in order
   */
  static Reading of(
      Instant now,
      Optional<Answer<List<EtcdMember>>> membership,
      Map<NodeName, Optional<Answer<MemberState>>> members) {
    int voters = fresh(now, membership).map(EtcdReading::voters).orElse(-1);
    List<NodeName> healthy =
        members.keySet().stream()
            .filter(node -> fresh(now, members.get(node)).filter(MemberState::healthy).isPresent())
            .toList();
    String leader =
        healthy.stream()
            .filter(
                node -> {
                  EtcdStatus status = fresh(now, members.get(node)).orElseThrow().status();
                  return status.leaderId() != 0 && status.leaderId() == status.memberId();
                })
            .findFirst()
            .map(NodeName::value)
            .orElse("");
    return new Reading("etcd", at -> new EtcdSeen(at, voters, healthy, leader));
  }

  private static int voters(List<EtcdMember> members) {
    return Math.toIntExact(members.stream().filter(member -> !member.learner()).count());
  }

  private static <T> Optional<T> fresh(Instant now, Optional<Answer<T>> answer) {
    return answer
        .filter(each -> each.at().isAfter(now.minus(STALE)))
        .flatMap(
            each ->
                each instanceof Answer.Given<T> given
                    ? Optional.of(given.value())
                    : Optional.empty());
  }
}
