package dev.firedrill.backend.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.remote.MonotonicTimeSource;
import dev.firedrill.cli.RealClusterFiles;
import dev.firedrill.model.ClusterInventory;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.SshAccess;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.EtcdUnavailable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshClusterTest {

  @TempDir Path folder;

  private ClusterInventory inventory(int port, String endpoint) {
    Machine machine = new Machine(TestSshServer.NODE, NodeRole.CONTROL_PLANE, "127.0.0.1");
    return new ClusterInventory(
        "kubeadm",
        new Topology("prod", "", "", "", "", endpoint, "", List.of(machine)),
        Map.of(machine.name(), new SshAccess("127.0.0.1", port, "root", false)),
        folder.resolve("key"),
        folder.resolve("known_hosts"),
        null);
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  /** The client of etcd would say "io exception". */
  @Test
  void etcd_behind_a_machine_that_is_lost_is_told_with_the_machines_reason() throws Exception {
    ClusterInventory inventory = inventory(closedPort(), "127.0.0.1:6443");
    try (SshCluster cluster =
        SshCluster.open(inventory, RealClusterFiles.ofKubeadm(), new MonotonicTimeSource())) {
      assertThat(cluster.etcd().healthy(TestSshServer.NODE)).isFalse();
      assertThatThrownBy(() -> cluster.etcd().status(TestSshServer.NODE))
          .isInstanceOf(EtcdUnavailable.class)
          .hasMessageContaining("cannot reach etcd through its machine: node cp-1 cannot be")
          .hasMessageContaining("root@127.0.0.1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no kubeconfig",
        "kind: Config",
        "clusters: [{cluster: {server: c2VjcmV0: c2VjcmV0}}]"
      })
  void a_kubeconfig_that_says_no_server_is_named_with_its_node(String kubeconfig) throws Exception {
    try (TestSshServer server = TestSshServer.start(folder)) {
      server.program("cat", "echo '" + kubeconfig + "'");
      ClusterInventory inventory = inventory(server.port(), "");
      assertThatThrownBy(
              () ->
                  SshCluster.open(
                      inventory, RealClusterFiles.ofKubeadm(), new MonotonicTimeSource()))
          .isInstanceOf(ClusterUnreachable.class)
          .hasMessage(
              "cluster prod: no control plane gives the address of its API:"
                  + " /etc/kubernetes/admin.conf on node cp-1 is no kubeconfig that says where the"
                  + " API is");
    }
  }

  @Test
  void the_api_is_where_the_administrators_kubeconfig_says() throws Exception {
    try (TestSshServer server = TestSshServer.start(folder)) {
      server.program(
          "cat",
          """
          echo 'current-context: a
          contexts: [{name: a, context: {cluster: c, user: u}}]
          clusters: [{name: c, cluster: {server: "https://api.example.org"}}]
          users: [{name: u, user: {}}]'
          """);
      try (SshCluster cluster =
          SshCluster.open(
              inventory(server.port(), ""),
              RealClusterFiles.ofKubeadm(),
              new MonotonicTimeSource())) {
        assertThat(cluster.topology().controlPlaneEndpoint()).isEqualTo("api.example.org:443");
      }
    }
  }
}
