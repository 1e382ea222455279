package dev.firedrill.distribution.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.distribution.EtcdDatabase;
import dev.firedrill.model.NodeName;
import dev.firedrill.testing.ScriptedShell;
import dev.firedrill.tools.Unexpected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubeadmEtcdUpkeepTest {

  private static final NodeName NODE = new NodeName("cp-1");
  private static final String FILE = "/etc/kubernetes/manifests/etcd.yaml";
  private static final String MANIFEST =
      """
      spec:
        containers:
        - command:
          - etcd
          - --peer-trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt
          - --trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt
          image: registry.k8s.io/etcd:3.5.12-0
      """;

  /** What etcdctl 3.5.12 printed of a full member. */
  private static final String PRINTED =
      "[{\"Endpoint\":\"http://127.0.0.1:2379\",\"Status\":{\""
          + "header\":{\"cluster_id\":14841639068965178418,\"member_id\":10276657743932975437,\"rev"
          + "ision\":18,\"raft_term\":2},\"version\":\"3.5.12\",\"dbSize\":18935808,\"leader\":1027665774393297"
          + "5437,\"raftIndex\":22,\"raftTerm\":2,\"raftAppliedIndex\":22,\"errors\":[\"memberID:10276657743932975437"
          + " alarm:NOSPACE \"],\"dbSizeInUse\":18038784}}]";

  @Test
  void the_size_of_a_database_is_read_from_what_etcdctl_prints() {
    assertThat(KubeadmEtcdUpkeep.parse(NODE, PRINTED))
        .isEqualTo(
            new EtcdDatabase(
                Long.parseUnsignedLong("10276657743932975437"),
                Long.parseUnsignedLong("10276657743932975437"),
                18,
                18_935_808,
                18_038_784));
    assertThat(KubeadmEtcdUpkeep.parse(NODE, PRINTED).leads()).isTrue();
  }

  @Test
  void an_answer_without_a_size_is_no_answer() {
    assertThatThrownBy(() -> KubeadmEtcdUpkeep.parse(NODE, "[]"))
        .isInstanceOf(Unexpected.class)
        .hasMessageContaining(
            "on node cp-1, etcdctl endpoint status: expected the size of a database, saw []");
    assertThatThrownBy(() -> KubeadmEtcdUpkeep.parse(NODE, "{"))
        .isInstanceOf(Unexpected.class)
        .hasMessageContaining("expected JSON, saw {");
  }

  @Test
  void a_quota_is_one_flag_and_goes_as_it_came() {
    String limited = KubeadmEtcdUpkeep.limited(NODE, MANIFEST, 33_554_432);
    assertThat(limited)
        .contains("etcd/ca.crt\n    - --quota-backend-bytes=33554432\n    image:")
        .doesNotContain("peer-trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt\n    - --quota");
    assertThat(KubeadmEtcdUpkeep.limited(NODE, limited, 16_777_216))
        .containsOnlyOnce("--quota-backend-bytes=")
        .contains("=16777216");
    assertThat(KubeadmEtcdUpkeep.limited(NODE, limited, 0)).isEqualTo(MANIFEST);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 8_589_934_592L, -1})
  void the_quota_that_was_there_comes_back_however_often_another_took_its_place(long own) {
    String before = KubeadmEtcdUpkeep.limited(NODE, MANIFEST, own);
    ScriptedShell shell = new ScriptedShell().having(FILE, before.getBytes());
    KubeadmEtcdUpkeep upkeep = new KubeadmEtcdUpkeep();
    upkeep.unlimit(shell);
    assertThat(shell.read(FILE)).as("nobody limited it").asString().isEqualTo(before);
    upkeep.limit(shell, 33_554_432);
    upkeep.limit(shell, 16_777_216);
    assertThat(upkeep.quota(shell)).isEqualTo(16_777_216);
    upkeep.unlimit(shell);
    assertThat(shell.read(FILE)).asString().isEqualTo(before);
    upkeep.unlimit(shell);
    assertThat(shell.read(FILE)).asString().isEqualTo(before);
  }

  @Test
  void a_manifest_that_is_none_of_kubeadms_is_told_with_its_node() {
    assertThatThrownBy(() -> KubeadmEtcdUpkeep.limited(NODE, "spec: {}", 1))
        .isInstanceOf(Unexpected.class)
        .hasMessageContaining("on node cp-1, the manifest of etcd: expected a flag --trusted-ca");
  }
}
