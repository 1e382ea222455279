package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.distribution.ControlPlane;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.distribution.EtcdNode;
import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.EtcdAdmin;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.testing.Overridden;
import dev.firedrill.waiting.WaitedInVain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An etcd member is wiped and joins again, where somebody adds it and where it adds itself. */
class MemberReplacedTest {

  private static final NodeName LOST = new NodeName("cp-2");

  private final SimulatedCluster cluster =
      new SimulatedCluster(
          TopologyFile.read(Path.of("clusters/ha.yaml")),
          Version.parse("v1.29.4"),
          new Simulation(3));
  private final List<String> done = new ArrayList<>();
  private final ScriptedMembers members = new ScriptedMembers(done);
  @TempDir private Path folder;

  private boolean addsItself = true;
  private boolean joins = true;
  private boolean learnsFirst;
  private boolean hasData;

  @BeforeEach
  void others() {
    members.has(url("cp-1"), false);
    members.has(url("cp-3"), false);
  }

  private String url(String node) {
    String address = cluster.topology().machine(new NodeName(node)).address();
    return "https://" + address + ":2380";
  }

  private String run(Operation operation) {
    OperationContext plain = SimulatedGround.on(cluster, folder);
    Cluster scripted =
        Overridden.with(
            Cluster.class,
            cluster,
            new Object() {
              public EtcdAdmin etcd() {
                return members;
              }
            });
    EtcdNode etcd = Overridden.with(EtcdNode.class, plain.distribution().etcd(), new Node());
    ControlPlane controlPlane =
        Overridden.with(ControlPlane.class, plain.distribution().controlPlane(), new Server());
    Distribution distribution =
        Overridden.with(
            Distribution.class,
            plain.distribution(),
            new Object() {
              public EtcdNode etcd() {
                return etcd;
              }

              public ControlPlane controlPlane() {
                return controlPlane;
              }
            });
    return operation.run(SimulatedGround.with(distribution, SimulatedGround.with(scripted, plain)));
  }

  /** What the distribution does with the member's data. */
  public final class Node {

    public boolean addsItself() {
      return addsItself;
    }

    public boolean hasData(NodeShell shell) {
      return hasData;
    }

    public String setDataAside(NodeShell shell, String label) {
      done.add("set aside");
      return "/aside";
    }

    public void joinExisting(NodeShell shell, List<String> entries) {
      done.add("told to join " + entries.size());
      if (!joins) {
        throw new IllegalStateException("it names nobody to join");
      }
    }
  }

  /** How it starts and stops the member; one that adds itself does so as it starts. */
  public final class Server {

    public void stopEtcd(NodeShell shell) {
      done.add("stopped");
    }

    public boolean hasEtcdLeft(NodeShell shell) {
      return false;
    }

    public void startEtcd(NodeShell shell) {
      done.add("started");
      boolean known = members.members.removeIf(member -> member.peerUrls().contains(url("cp-2")));
      if (addsItself || known) {
        members.has(url("cp-2"), learnsFirst);
      }
    }
  }

  @Test
  void one_that_has_begun_to_add_itself_is_stopped_and_taken_back_before_its_data_is_put_aside() {
    members.has(url("cp-2"), true);
    assertThat(run(new WipeEtcdMember(LOST))).contains("its data is in /aside");
    assertThat(done).containsExactly("stopped", "removed " + url("cp-2"), "set aside");
  }

  @Test
  void one_that_has_not_begun_is_only_stopped_and_wiped() {
    run(new WipeEtcdMember(LOST));
    assertThat(done).containsExactly("stopped", "set aside");
  }

  @Test
  void a_voter_is_not_wiped_though_it_adds_itself() {
    members.has(url("cp-2"), false);
    assertThatThrownBy(() -> run(new WipeEtcdMember(LOST)))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("it is still one");
    assertThat(done).isEmpty();
  }

  @Test
  void one_without_a_vote_that_somebody_added_is_not_wiped() {
    addsItself = false;
    members.has(url("cp-2"), true);
    assertThatThrownBy(() -> run(new WipeEtcdMember(LOST)))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("remove the member first");
    assertThat(done).isEmpty();
  }

  @Test
  void one_that_adds_itself_is_taken_back_only_where_the_others_are_well() {
    members.has(url("cp-2"), true);
    members.sick.add(new NodeName("cp-3"));
    assertThatThrownBy(() -> run(new WipeEtcdMember(LOST)))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("quorum would be at risk");
    assertThat(done).isEmpty();
  }

  @Test
  void one_that_adds_itself_is_told_whom_to_join_and_started_and_nobody_adds_it() {
    run(new RejoinEtcdMember(LOST));
    assertThat(done).containsExactly("told to join 3", "started");
  }

  @Test
  void one_that_does_not_is_added_before_it_is_started() {
    addsItself = false;
    run(new RejoinEtcdMember(LOST));
    assertThat(done).containsExactly("added " + url("cp-2"), "told to join 3", "started");
  }

  @Test
  void one_that_would_begin_a_cluster_of_its_own_is_not_started() {
    joins = false;
    assertThatThrownBy(() -> run(new RejoinEtcdMember(LOST))).hasMessageContaining("names nobody");
    assertThat(done).doesNotContain("started");
  }

  @Test
  void one_with_data_of_an_earlier_member_does_not_join_though_it_adds_itself() {
    hasData = true;
    assertThatThrownBy(() -> run(new RejoinEtcdMember(LOST)))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("data of an earlier member");
    assertThat(done).isEmpty();
  }

  @Test
  void one_that_adds_itself_does_not_join_beside_a_member_that_is_not_well() {
    members.sick.add(new NodeName("cp-3"));
    assertThatThrownBy(() -> run(new RejoinEtcdMember(LOST)))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("not healthy: [cp-3]");
    assertThat(done).isEmpty();
  }

  @Test
  void one_that_has_joined_before_is_only_started() {
    hasData = true;
    members.has(url("cp-2"), false);
    run(new RejoinEtcdMember(LOST));
    assertThat(done).containsExactly("started");
  }

  @Test
  void one_that_stays_without_a_vote_has_not_rejoined() {
    learnsFirst = true;
    assertThatThrownBy(() -> run(new RejoinEtcdMember(LOST)))
        .isInstanceOf(WaitedInVain.class)
        .hasMessageContaining("some without a vote");
    assertThat(members.members()).filteredOn(EtcdMember::learner).hasSize(1);
  }
}
