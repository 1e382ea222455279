package dev.firedrill.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.Observation.EtcdSeen;
import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.EtcdStatus;
import dev.firedrill.model.NodeName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EtcdReadingTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:01:00Z");
  private static final NodeName ONE = new NodeName("cp-1");
  private static final NodeName TWO = new NodeName("cp-2");
  private static final NodeName THREE = new NodeName("cp-3");

  private final Map<NodeName, Optional<Answer<MemberState>>> members = new LinkedHashMap<>();
  private Optional<Answer<List<EtcdMember>>> membership =
      Optional.of(
          new Answer.Given<>(
              NOW, List.of(member(1, false), member(2, false), member(3, false), member(4, true))));

  @Test
  void voters_health_and_leader_come_from_the_members_themselves() {
    members.put(ONE, healthy(1, 2));
    members.put(TWO, healthy(2, 2));
    members.put(THREE, healthy(3, 2));
    assertThat(seen()).isEqualTo(new EtcdSeen(NOW, 3, List.of(ONE, TWO, THREE), "cp-2"));
  }

  @Test
  void a_member_that_refuses_or_has_not_answered_for_long_is_not_healthy() {
    members.put(ONE, Optional.of(new Answer.Refused<>(NOW, "connection refused")));
    members.put(TWO, healthy(2, 2));
    members.put(
        THREE,
        Optional.of(
            new Answer.Given<>(
                NOW.minus(EtcdReading.STALE),
                new MemberState(true, new EtcdStatus(3, "3.5.12", 2, 9, 9)))));
    assertThat(seen()).isEqualTo(new EtcdSeen(NOW, 3, List.of(TWO), "cp-2"));
  }

  @Test
  void without_a_quorum_nobody_can_say_how_many_voters_there_are() {
    membership = Optional.of(new Answer.Refused<>(NOW, "no leader"));
    members.put(ONE, Optional.of(new Answer.Refused<>(NOW, "no leader")));
    members.put(TWO, Optional.empty());
    assertThat(seen()).isEqualTo(new EtcdSeen(NOW, -1, List.of(), ""));
  }

  @Test
  void a_leader_whose_member_does_not_answer_is_unknown() {
    members.put(ONE, healthy(1, 2));
    members.put(TWO, Optional.of(new Answer.Refused<>(NOW, "connection refused")));
    assertThat(seen()).isEqualTo(new EtcdSeen(NOW, 3, List.of(ONE), ""));
  }

  private Object seen() {
    return EtcdReading.of(NOW, membership, members).observed().apply(NOW);
  }

  private static Optional<Answer<MemberState>> healthy(long id, long leader) {
    return Optional.of(
        new Answer.Given<>(NOW, new MemberState(true, new EtcdStatus(id, "3.5.12", leader, 9, 9))));
  }

  private static EtcdMember member(long id, boolean learner) {
    return new EtcdMember(id, "cp-" + id, List.of(), List.of(), learner);
  }
}
