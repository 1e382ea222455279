package dev.firedrill.backend.simulated.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.model.EtcdMember;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EtcdMemberTest {

  private static final byte[] VALUE = "value".getBytes(StandardCharsets.UTF_8);

  private final Simulation simulation = new Simulation(1);

  @Test
  void a_first_member_leads_and_counts_revisions() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 1);
    assertThat(cluster.member(1).put("/registry/pods/a", VALUE, 0)).isEqualTo(2);
    assertThat(cluster.member(1).put("/registry/pods/a", VALUE, 0)).isZero();
    assertThat(cluster.member(1).put("/registry/pods/a", VALUE, 2)).isEqualTo(3);
    assertThat(cluster.member(1).delete("/registry/pods/a", 3)).isEqualTo(4);
    assertThat(cluster.member(1).get("/registry/pods/a")).isEmpty();
    assertThat(cluster.member(1).changes("/registry/pods/")).isEqualTo(4);
    assertThat(cluster.member(1).members())
        .singleElement()
        .satisfies(
            member -> {
              assertThat(member.name()).isEqualTo("cp-1");
              assertThat(member.clientUrls()).containsExactly("https://172.30.2.11:2379");
            });
  }

  @Test
  void members_that_joined_have_the_same_content() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 1);
    cluster.member(1).put("/registry/pods/a", VALUE, 0);
    cluster.join(2);
    cluster.join(3);
    cluster.member(3).put("/registry/pods/b", VALUE, 0);
    assertThat(cluster.member(2).get("/registry/pods/b")).isPresent();
    assertThat(cluster.member(2).hashKv(0))
        .isEqualTo(cluster.member(1).hashKv(0))
        .isEqualTo(cluster.member(3).hashKv(0));
    assertThat(cluster.member(2).members()).noneMatch(EtcdMember::learner).hasSize(3);
    assertThat(cluster.ended).isEmpty();
  }

  @Test
  void a_leader_that_is_told_to_end_hands_over_without_a_gap() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 3);
    int leader = cluster.leader();
    cluster.member(leader).stop();
    int other = leader == 1 ? 2 : 1;
    assertThat(cluster.member(other).put("/registry/pods/a", VALUE, 0)).isPositive();
  }

  @Test
  void a_lost_leader_is_replaced_after_one_to_two_seconds() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 3);
    int leader = cluster.leader();
    cluster.network.takeAway(EtcdCluster.address(leader));
    int other = leader == 1 ? 2 : 1;
    assertThatThrownBy(() -> cluster.member(other).linearizableRead())
        .hasMessage("etcdserver: request timed out");
    simulation.sleep(Duration.ofMillis(700));
    assertThatThrownBy(() -> cluster.member(other).linearizableRead())
        .isInstanceOf(EtcdFailure.class);
    simulation.sleep(Duration.ofSeconds(4));
    cluster.member(other).linearizableRead();
    assertThatThrownBy(() -> cluster.member(leader).linearizableRead())
        .isInstanceOf(EtcdFailure.class);
    cluster.network.bringBack(EtcdCluster.address(leader));
    cluster.member(other).put("/registry/pods/a", VALUE, 0);
    simulation.sleep(Duration.ofSeconds(1));
    assertThat(cluster.member(leader).get("/registry/pods/a")).isPresent();
  }

  @Test
  void without_quorum_nothing_is_written_and_nothing_read() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 3);
    cluster.member(2).stop();
    cluster.member(3).stop();
    assertThatThrownBy(() -> cluster.member(1).put("/registry/pods/a", VALUE, 0))
        .hasMessage("etcdserver: request timed out");
    assertThatThrownBy(() -> cluster.member(1).members()).isInstanceOf(EtcdFailure.class);
    assertThat(cluster.member(1).status().revision()).isEqualTo(1);
    simulation.sleep(Duration.ofSeconds(3));
    assertThat(cluster.member(1).status().leaderId()).isZero();
  }

  @Test
  void a_member_that_is_started_again_has_its_data_and_catches_up() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 3);
    cluster.member(1).put("/registry/pods/a", VALUE, 0);
    cluster.member(3).stop();
    cluster.member(1).put("/registry/pods/b", VALUE, 0);
    cluster.start(3, "existing", List.of(1, 2, 3));
    assertThat(cluster.member(3).hashKv(0)).isEqualTo(cluster.member(1).hashKv(0));
    assertThat(cluster.ended).isEmpty();
  }

  @Test
  void all_members_started_again_keep_the_data() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 3);
    cluster.member(1).put("/registry/pods/a", VALUE, 0);
    for (int number = 1; number <= 3; number++) {
      cluster.member(number).stop();
    }
    for (int number = 1; number <= 3; number++) {
      cluster.start(number, "existing", List.of(1, 2, 3));
    }
    assertThat(cluster.member(2).get("/registry/pods/a")).isPresent();
  }

  @Test
  void a_member_whose_folder_was_emptied_cannot_come_back_as_itself() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 3);
    cluster.member(1).put("/registry/pods/a", VALUE, 0);
    cluster.member(3).stop();
    cluster.machine(3).files().delete("/var/lib/etcd");
    cluster.start(3, "existing", List.of(1, 2, 3));
    assertThat(cluster.ended).singleElement().asString().contains("is out of range [lastIndex(0)]");
  }

  @Test
  void emptied_members_give_no_quorum_however_often_they_are_started() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 3);
    cluster.member(1).put("/registry/pods/a", VALUE, 0);
    for (int number = 2; number <= 3; number++) {
      cluster.member(number).kill();
      cluster.machine(number).files().delete("/var/lib/etcd");
    }
    for (int round = 0; round < 10; round++) {
      for (int number = 2; number <= 3; number++) {
        cluster.start(number, "existing", List.of(1, 2, 3));
        assertThatThrownBy(() -> cluster.member(1).put("/registry/pods/b", VALUE, 0))
            .isInstanceOf(EtcdFailure.class);
        assertThat(cluster.member(1).status().leaderId()).isZero();
        cluster.member(number).stop();
      }
    }
  }

  @Test
  void an_emptied_member_ends_at_the_leaders_first_word_whenever_it_is_started() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 3);
    cluster.member(3).kill();
    cluster.machine(3).files().delete("/var/lib/etcd");
    for (int attempt = 1; attempt <= 3; attempt++) {
      cluster.start(3, "existing", List.of(1, 2, 3));
      assertThat(cluster.ended).hasSize(attempt);
      cluster.member(1).put("/registry/pods/" + attempt, VALUE, 0);
    }
    cluster.member(2).kill();
    assertThatThrownBy(() -> cluster.start(3, "existing", List.of(1, 2, 3)).linearizableRead())
        .isInstanceOf(EtcdFailure.class);
  }

  @Test
  void bootstrapping_again_is_refused_by_a_cluster_that_knows_the_member() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 2);
    cluster.member(1).stop();
    cluster.machine(1).files().delete("/var/lib/etcd");
    cluster.start(1, "new", List.of(1, 2));
    assertThat(cluster.ended).singleElement().asString().contains("has already been bootstrapped");
  }

  @Test
  void a_folder_that_is_removed_under_a_running_member_is_not_written_again() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 1);
    cluster.member(1).put("/registry/pods/a", VALUE, 0);
    cluster.machine(1).files().delete("/var/lib/etcd");
    cluster.member(1).stop();
    cluster.start(1, "new", List.of(1));
    assertThat(cluster.member(1).get("/registry/pods/a")).isEmpty();
  }

  @Test
  void a_removed_member_ends() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 3);
    long id = cluster.member(3).status().memberId();
    cluster.member(1).remove(id);
    simulation.sleep(Duration.ofSeconds(3));
    assertThat(cluster.ended)
        .containsExactly("cp-3: the member has been permanently removed from the cluster");
    assertThat(cluster.member(1).members()).hasSize(2);
  }

  @Test
  void membership_changes_are_refused_as_etcd_does() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 3);
    assertThatThrownBy(() -> cluster.member(1).add(List.of(EtcdCluster.peer(2)), true))
        .hasMessage("etcdserver: Peer URLs already exists");
    assertThatThrownBy(() -> cluster.member(1).remove(42))
        .hasMessage("etcdserver: member not found");
    EtcdMember learner = cluster.member(1).add(List.of(EtcdCluster.peer(4)), true);
    assertThatThrownBy(() -> cluster.member(1).promote(learner.id()))
        .hasMessageContaining("in sync with leader");
    assertThatThrownBy(() -> cluster.member(1).add(List.of(EtcdCluster.peer(5)), true))
        .hasMessage("etcdserver: too many learner members in cluster");
  }

  @Test
  void a_lease_is_over_on_every_member_and_its_keys_with_it() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 3);
    long lease = cluster.member(2).grant(0, 10);
    cluster.member(2).put("/a", VALUE, 0, lease);
    cluster.member(2).put("/b", VALUE, 0, lease);
    simulation.sleep(Duration.ofSeconds(8));
    assertThat(cluster.member(3).keepAlive(lease)).contains(Duration.ofSeconds(10));
    simulation.sleep(Duration.ofSeconds(8));
    assertThat(cluster.member(1).keysOf(lease)).containsExactly("/a", "/b");
    simulation.sleep(Duration.ofSeconds(3));
    assertThat(cluster.member(1).get("/a")).isEmpty();
    assertThat(cluster.member(3).granted(lease)).isEmpty();
    assertThat(cluster.member(3).hashKv(0)).isEqualTo(cluster.member(1).hashKv(0));
  }

  @Test
  void a_new_leader_gives_leases_their_whole_time_and_a_restart_forgets_none() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 3);
    long lease = cluster.member(1).grant(7, 20);
    cluster.member(1).put("/a", VALUE, 0, lease);
    simulation.sleep(Duration.ofSeconds(15));
    for (int number = 1; number <= 3; number++) {
      cluster.member(number).kill();
    }
    for (int number = 1; number <= 3; number++) {
      cluster.start(number, "existing", List.of(1, 2, 3));
    }
    assertThat(cluster.member(2).leaseOf("/a")).isEqualTo(lease);
    assertThat(cluster.member(2).left(lease).orElseThrow())
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
    simulation.sleep(Duration.ofSeconds(21));
    assertThat(cluster.member(2).get("/a")).isEmpty();
  }

  @Test
  void compaction_takes_old_revisions_away_and_leaves_the_newest() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 1);
    cluster.member(1).put("/registry/pods/a", VALUE, 0);
    cluster.member(1).put("/registry/pods/a", VALUE, 2);
    cluster.member(1).put("/registry/pods/b", VALUE, 0);
    cluster.member(1).delete("/registry/pods/b", 4);
    cluster.member(1).compact(5);
    assertThat(cluster.member(1).get("/registry/pods/a")).isPresent();
    assertThatThrownBy(() -> cluster.member(1).range("/registry/pods/", "/registry/pods/", 0, 3))
        .hasMessage("etcdserver: mvcc: required revision has been compacted");
    assertThat(SnapshotFile.status(cluster.member(1).snapshot()).totalKey()).isEqualTo(1);
  }

  @Test
  void what_has_changed_since_a_revision_is_told_in_order_also_behind_a_restart() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 1);
    var member = cluster.member(1);
    member.put("/registry/pods/b", VALUE, 0);
    member.put("/registry/nodes/a", VALUE, 0);
    member.put("/registry/pods/a", VALUE, 0);
    member.delete("/registry/pods/b", 2);
    assertThat(member.changesSince("/registry/pods/", 0))
        .extracting(KeyChange::revision)
        .containsExactly(2L, 4L, 5L);
    assertThat(member.changesSince("/registry/pods/", 2))
        .extracting(KeyChange::revision)
        .containsExactly(4L, 5L);
    member.compact(4);
    member.stop();
    var again = cluster.start(1, "new", List.of(1));
    assertThat(again.changesSince("/registry/pods/", 3))
        .extracting(KeyChange::revision)
        .containsExactly(4L, 5L);
    assertThat(again.changesSince("/registry/pods/", 5)).isEmpty();
    assertThatThrownBy(() -> again.changesSince("/registry/pods/", 2))
        .hasMessage("etcdserver: mvcc: required revision has been compacted");
  }

  @Test
  void a_deletion_at_just_the_compacted_revision_is_missing_where_a_watch_begins_and_said_to_be() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 1);
    var member = cluster.member(1);
    member.put("/registry/pods/a", VALUE, 0);
    long seen = member.status().revision();
    long deleted = member.delete("/registry/pods/a", seen);
    assertThat(member.currentChangesSince("/registry/pods/", seen)).hasSize(1);
    member.compact(deleted);
    assertThat(member.changesSince("/registry/pods/", seen)).isEmpty();
    assertThatThrownBy(() -> member.currentChangesSince("/registry/pods/", seen))
        .hasMessage("etcdserver: mvcc: required revision has been compacted");
    assertThat(member.currentChangesSince("/registry/pods/", deleted)).isEmpty();
  }

  @Test
  void ranges_are_read_in_pages_as_of_one_revision() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 1);
    for (String name : List.of("a", "b", "c")) {
      cluster.member(1).put("/registry/pods/" + name, VALUE, 0);
    }
    Range first = cluster.member(1).range("/registry/pods/", "/registry/pods/", 2, 0);
    assertThat(first.keyValues()).hasSize(2);
    assertThat(first.remaining()).isEqualTo(1);
    cluster.member(1).put("/registry/pods/d", VALUE, 0);
    Range second =
        cluster.member(1).range("/registry/pods/", "/registry/pods/b\0", 2, first.revision());
    assertThat(second.keyValues()).extracting(KeyValue::key).containsExactly("/registry/pods/c");
  }

  @Test
  void a_snapshot_tells_its_facts_and_damage_is_seen() {
    EtcdCluster cluster = EtcdCluster.of(simulation, 1);
    cluster.member(1).put("/registry/pods/a", VALUE, 0);
    byte[] snapshot = cluster.member(1).snapshot();
    assertThat(SnapshotFile.status(snapshot).revision()).isEqualTo(2);
    assertThat(SnapshotFile.status(snapshot).hash()).isEqualTo(cluster.member(1).hashKv(0));
    SnapshotFile.verify(snapshot);
    byte[] undigested = Arrays.copyOf(snapshot, snapshot.length - 32);
    assertThat(SnapshotFile.status(undigested)).isEqualTo(SnapshotFile.status(snapshot));
    assertThatThrownBy(() -> SnapshotFile.verify(undigested)).hasMessageContaining("missing hash");
    byte[] half = Arrays.copyOf(snapshot, 100);
    assertThatThrownBy(() -> SnapshotFile.status(half)).hasMessageContaining("integrity check");
    snapshot[7]++;
    assertThatThrownBy(() -> SnapshotFile.verify(snapshot)).hasMessageContaining("expected sha256");
    assertThatThrownBy(() -> SnapshotFile.status(new byte[0])).hasMessageContaining("empty");
  }
}
