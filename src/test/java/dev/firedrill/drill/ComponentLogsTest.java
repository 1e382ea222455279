package dev.firedrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.ports.NodeUnreachable;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentLogsTest {

  private static final String LIST = "crictl ps -a -o json";
  private static final String CONTAINERS =
      """
      {"containers": [
        {"id": "abc", "metadata": {"name": "etcd", "attempt": 2},
         "labels": {"io.kubernetes.pod.namespace": "kube-system"}},
        {"id": "def", "metadata": {"name": "web", "attempt": 0},
         "labels": {"io.kubernetes.pod.namespace": "firedrill"}}
      ]}
      """;

  @TempDir Path folder;
  private final FakeCluster cluster =
      new FakeCluster(World.topology(), new VirtualTime(), new ArrayList<>());

  @Test
  void kubelet_and_every_container_of_the_system_is_kept_one_file_each() {
    cluster.answers.put(LIST, () -> FakeCluster.result(0, CONTAINERS));
    cluster.answers.put(
        "journalctl -u kubelet --no-pager -n 3000", () -> FakeCluster.result(0, "started"));
    cluster.answers.put("crictl logs --tail 1000 abc", () -> FakeCluster.result(0, "elected"));
    new ComponentLogs(folder, new KubeadmDistribution().inventory()).collect(cluster);
    assertThat(folder.resolve("logs/cp-1/kubelet.log")).hasContent("started");
    assertThat(folder.resolve("logs/worker-1/etcd-2.log")).hasContent("elected");
    assertThat(folder.resolve("logs/cp-1/web-0.log")).doesNotExist();
  }

  @Test
  void a_machine_that_cannot_be_reached_is_said_and_the_others_are_collected() {
    cluster.answers.put(
        LIST,
        () -> {
          throw new NodeUnreachable(World.CP, "listing containers", "it is gone", null);
        });
    new ComponentLogs(folder, new KubeadmDistribution().inventory()).collect(cluster);
    assertThat(folder.resolve("logs/cp-1/not-collected.log")).content().contains("it is gone");
    assertThat(folder.resolve("logs/worker-1/kubelet.log")).exists();
  }
}
