package dev.firedrill.distribution.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.distribution.EtcdDatabase;
import org.junit.jupiter.api.Test;

class KubeadmEtcdUpkeepTest {

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
    assertThat(KubeadmEtcdUpkeep.parse(PRINTED))
        .isEqualTo(
            new EtcdDatabase(
                Long.parseUnsignedLong("10276657743932975437"),
                Long.parseUnsignedLong("10276657743932975437"),
                18,
                18_935_808,
                18_038_784));
    assertThat(KubeadmEtcdUpkeep.parse(PRINTED).leads()).isTrue();
  }

  @Test
  void an_answer_without_a_size_is_no_answer() {
    assertThatThrownBy(() -> KubeadmEtcdUpkeep.parse("[]"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no size of a database");
    assertThatThrownBy(() -> KubeadmEtcdUpkeep.parse("{"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("did not print JSON");
  }

  @Test
  void a_quota_is_one_flag_and_goes_as_it_came() {
    String limited = KubeadmEtcdUpkeep.limited(MANIFEST, 33_554_432);
    assertThat(limited)
        .contains("etcd/ca.crt\n    - --quota-backend-bytes=33554432\n    image:")
        .doesNotContain("peer-trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt\n    - --quota");
    assertThat(KubeadmEtcdUpkeep.limited(limited, 16_777_216))
        .containsOnlyOnce("--quota-backend-bytes=")
        .contains("=16777216");
    assertThat(KubeadmEtcdUpkeep.limited(limited, 0)).isEqualTo(MANIFEST);
  }
}
