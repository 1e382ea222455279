package dev.firedrill.backend.simulated.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.kernel.Simulation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As etcd 3.5.12 was seen to do it. */
class EtcdQuotaTest {

  private static final String KEY = "/registry/configmaps/default/large";
  private static final byte[] LARGE = new byte[100_000];
  private static final long QUOTA = 1_000_000;

  private final Simulation simulation = new Simulation(1);

  private EtcdCluster full() {
    EtcdCluster cluster = new EtcdCluster(simulation);
    cluster.quota = QUOTA;
    cluster.start(1, "new", List.of(1));
    cluster.join(2);
    cluster.join(3);
    fill(cluster.member(2));
    return cluster;
  }

  private static void fill(EtcdMember member) {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 20; i++) {
                put(member);
              }
            })
        .isInstanceOf(EtcdFailure.class)
        .hasMessage("etcdserver: mvcc: database space exceeded");
  }

  private static void put(EtcdMember member) {
    member.put(KEY, LARGE, member.get(KEY).map(KeyValue::modRevision).orElse(0L));
  }

  private static long size(EtcdMember member) {
    return member.status().dbSizeBytes();
  }

  @Test
  void a_full_database_raises_an_alarm_that_refuses_puts_everywhere_and_allows_deletions() {
    EtcdCluster cluster = full();
    String id = Long.toHexString(cluster.member(2).status().memberId());
    assertThat(cluster.member(1).alarms()).containsExactly("NOSPACE member " + id);
    assertThatThrownBy(() -> put(cluster.member(1)))
        .hasMessage("etcdserver: mvcc: database space exceeded");
    long revision = cluster.member(1).get(KEY).orElseThrow().modRevision();
    assertThat(cluster.member(1).delete(KEY, revision)).isPositive();
  }

  @Test
  void an_alarm_that_is_disarmed_without_room_is_raised_again_by_the_next_put() {
    EtcdCluster cluster = full();
    assertThat(cluster.member(1).disarm()).hasSize(1);
    assertThat(cluster.member(1).alarms()).isEmpty();
    fill(cluster.member(1));
    assertThat(cluster.member(1).alarms()).hasSize(1);
  }

  @Test
  void compaction_frees_pages_in_the_file_and_only_defragmentation_gives_them_back() {
    EtcdCluster cluster = full();
    EtcdMember first = cluster.member(1);
    long before = size(first);
    first.compact(first.status().revision());
    assertThat(size(first)).isEqualTo(before);
    assertThat(first.inUse()).isLessThan(before / 4);
    first.disarm();
    fill(first);
    first.disarm();
    first.defragment();
    assertThat(size(first)).isEqualTo(first.inUse());
    assertThat(size(cluster.member(2))).as("another's own file").isEqualTo(before);
    put(first);
  }

  @Test
  void free_pages_are_taken_before_the_file_grows() {
    EtcdCluster cluster = new EtcdCluster(simulation);
    cluster.start(1, "new", List.of(1));
    EtcdMember member = cluster.member(1);
    for (int i = 0; i < 5; i++) {
      put(member);
    }
    long before = size(member);
    member.compact(member.status().revision());
    put(member);
    put(member);
    assertThat(size(member)).isEqualTo(before);
  }

  @Test
  void a_member_that_is_started_again_has_its_alarm_and_the_size_of_its_file() {
    EtcdCluster cluster = full();
    cluster.member(1).compact(cluster.member(1).status().revision());
    long before = size(cluster.member(1));
    for (int number = 1; number <= 3; number++) {
      cluster.member(number).stop();
    }
    for (int number = 1; number <= 3; number++) {
      cluster.start(number, "existing", List.of(1, 2, 3));
    }
    assertThat(size(cluster.member(1))).isEqualTo(before);
    assertThat(cluster.member(3).alarms()).hasSize(1);
  }
}
