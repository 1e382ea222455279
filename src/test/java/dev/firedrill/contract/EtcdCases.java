package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.EtcdStatus;
import dev.firedrill.ports.EtcdAdmin;
import dev.firedrill.ports.EtcdUnavailable;
import java.util.Map;

/** etcd while it is well. */
final class EtcdCases {

  void the_only_member_is_a_voter_with_its_addresses(Ground ground) {
    String address = ground.cluster().topology().machine(ground.controlPlaneName()).address();
    assertThat(ground.cluster().etcd().members())
        .singleElement()
        .satisfies(
            member -> {
              assertThat(member.name()).startsWith("cp-1");
              assertThat(member.peerUrls()).containsExactly("https://" + address + ":2380");
              assertThat(member.clientUrls()).containsExactly("https://" + address + ":2379");
              assertThat(member.learner()).isFalse();
            });
  }

  void a_member_tells_its_status(Ground ground) {
    EtcdMember member = ground.cluster().etcd().members().get(0);
    EtcdStatus status = status(ground);
    assertThat(status.memberId()).isEqualTo(member.id());
    assertThat(status.leaderId()).isEqualTo(member.id());
    assertThat(status.version()).isEqualTo(ground.contracted().etcdVersion());
    assertThat(status.dbSizeBytes()).isPositive();
    assertThat(status.revision()).isPositive();
  }

  void the_revision_grows_with_every_write(Ground ground) {
    Fixtures.made(ground, "one", Map.of());
    long before = status(ground).revision();
    Fixtures.made(ground, "two", Map.of());
    assertThat(status(ground).revision()).isGreaterThan(before);
  }

  void a_hash_at_a_revision_stays_the_same(Ground ground) {
    EtcdAdmin etcd = ground.cluster().etcd();
    long revision = status(ground).revision();
    long first = etcd.hashKv(ground.controlPlaneName(), revision);
    Fixtures.made(ground, "one", Map.of());
    assertThat(etcd.hashKv(ground.controlPlaneName(), revision)).isEqualTo(first).isPositive();
  }

  void a_hash_at_another_revision_is_another(Ground ground) {
    EtcdAdmin etcd = ground.cluster().etcd();
    long before = status(ground).revision();
    Fixtures.made(ground, "one", Map.of());
    long after = status(ground).revision();
    assertThat(etcd.hashKv(ground.controlPlaneName(), after))
        .isNotEqualTo(etcd.hashKv(ground.controlPlaneName(), before));
  }

  void a_hash_at_a_revision_to_come_is_refused(Ground ground) {
    long future = status(ground).revision() + 1_000_000;
    assertThatThrownBy(() -> ground.cluster().etcd().hashKv(ground.controlPlaneName(), future))
        .isInstanceOf(EtcdUnavailable.class)
        .hasMessageContaining("mvcc: required revision is a future revision");
  }

  void there_are_no_alarms(Ground ground) {
    assertThat(ground.cluster().etcd().alarms()).isEmpty();
  }

  void a_member_that_serves_is_healthy(Ground ground) {
    assertThat(ground.cluster().etcd().healthy(ground.controlPlaneName())).isTrue();
  }

  private static EtcdStatus status(Ground ground) {
    return ground.cluster().etcd().status(ground.controlPlaneName());
  }
}
