package dev.firedrill.backend.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.cli.RealClusterFiles;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.NodeUnreachable;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneFilesTest {

  private static final Topology TOPOLOGY =
      new Topology(
          "ha",
          "firedrill/node",
          "172.30.2.0/24",
          "10.244.0.0/16",
          "10.96.0.0/16",
          "172.30.2.2:6443",
          "172.30.2.2",
          Stream.of("cp-1", "cp-2", "cp-3")
              .map(name -> new Machine(new NodeName(name), NodeRole.CONTROL_PLANE, "172.30.2.11"))
              .toList());

  @Test
  void the_first_control_plane_that_gives_them_counts() throws Exception {
    Map<String, NodeShell> shells =
        Map.of("cp-1", new Gone("cp-1"), "cp-2", new Empty("cp-2"), "cp-3", new Full("cp-3"));
    assertThat(
            new ControlPlaneFiles(TOPOLOGY, node -> shells.get(node.value()))
                .read(List.of("/a", "/b")))
        .extracting(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .containsExactly("cp-3 /a", "cp-3 /b");
  }

  @Test
  void where_nobody_gives_them_it_is_said_what_was_seen_on_each() {
    Map<String, NodeShell> shells =
        Map.of("cp-1", new Gone("cp-1"), "cp-2", new Empty("cp-2"), "cp-3", new Empty("cp-3"));
    KubeconfigAccess kubernetes =
        new KubeconfigAccess(
            TOPOLOGY, node -> shells.get(node.value()), "/etc/kubernetes/admin.conf");
    assertThatThrownBy(kubernetes::client)
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("/etc/kubernetes/admin.conf")
        .hasMessageContaining("cp-1: node cp-1 cannot be reached")
        .hasMessageContaining("cp-2: no /etc/kubernetes/admin.conf");
    try (JetcdAdmin etcd =
        new JetcdAdmin(TOPOLOGY, node -> shells.get(node.value()), RealClusterFiles.ofKubeadm())) {
      assertThatThrownBy(etcd::members)
          .isInstanceOf(EtcdUnavailable.class)
          .hasMessageContaining("the list of members")
          .hasMessageContaining("cp-2: no /etc/kubernetes/pki/etcd/ca.crt");
      assertThat(etcd.healthy(new NodeName("cp-1"))).isFalse();
    }
  }

  @Test
  void where_nobody_gives_it_the_operators_copy_counts_until_it_is_to_be_read_anew(
      @TempDir Path folder) {
    KubeconfigCopy copy = new KubeconfigCopy(folder.resolve("runs/run.conf"));
    copy.keep("kind: Config".getBytes(StandardCharsets.UTF_8));
    KubeconfigAccess kubernetes =
        new KubeconfigAccess(
            TOPOLOGY, node -> new Gone(node.value()), "/etc/kubernetes/admin.conf", copy);
    assertThatThrownBy(kubernetes::client)
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("expected the authority, a client certificate and its key");
    kubernetes.refresh();
    assertThatThrownBy(kubernetes::client).hasMessageContaining("no control plane gives");
    copy.forget();
    assertThat(copy.kept()).isEmpty();
  }

  private abstract static class Shell implements NodeShell {

    final NodeName name;

    Shell(String name) {
      this.name = new NodeName(name);
    }

    @Override
    public NodeName node() {
      return name;
    }

    @Override
    public CommandResult run(Command command) {
      throw new AssertionError("nothing is to be run, but was: " + command.line());
    }

    @Override
    public void write(String path, byte[] content, String mode) {
      throw new AssertionError("nothing is to be written, but was: " + path);
    }
  }

  private static final class Gone extends Shell {

    Gone(String name) {
      super(name);
    }

    @Override
    public byte[] read(String path) {
      throw new NodeUnreachable(name, "reading " + path, "gone", new IllegalStateException());
    }
  }

  private static final class Empty extends Shell {

    Empty(String name) {
      super(name);
    }

    @Override
    public byte[] read(String path) {
      throw new UncheckedIOException("no " + path, new FileNotFoundException(path));
    }
  }

  private static final class Full extends Shell {

    Full(String name) {
      super(name);
    }

    @Override
    public byte[] read(String path) {
      return (name + " " + path).getBytes(StandardCharsets.UTF_8);
    }
  }
}
