package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.distribution.Bootstrap;
import dev.firedrill.distribution.JoinTicket;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.tools.Kubeadm;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A worker is taken out by kubeadm reset and joins again. */
@Only(value = Contracted.KUBEADM, why = "it is kubeadm that resets a machine")
final class RejoinCases {

  private final Once<Map<String, String>> rejoin = new Once<>(RejoinCases::resetAndJoin);

  private static Map<String, String> resetAndJoin(Ground ground) {
    Map<String, String> seen = new HashMap<>();
    NodeName name = ground.workerName();
    CommandResult reset = ground.worker().run(Kubeadm.reset());
    seen.put("reset", reset.exitCode() + (reset.succeeded() ? "" : reset.tail()));
    seen.put("kubelet.conf", exists(ground, "/etc/kubernetes/kubelet.conf"));
    seen.put("ca.crt", exists(ground, "/etc/kubernetes/pki/ca.crt"));
    seen.put("kubelet's files", exists(ground, "/var/lib/kubelet/config.yaml"));
    seen.put(
        "containers",
        String.valueOf(
            dev.firedrill.tools.Crictl.containerId(ground.worker(), "kube-proxy").isPresent()));
    Optional<Node> left = node(ground);
    seen.put("node", String.valueOf(left.isPresent()));
    ground.client().nodes().withName(name.value()).delete();
    Bootstrap bootstrap = new KubeadmDistribution().bootstrap();
    JoinTicket ticket = bootstrap.issueTicket(ground.controlPlane(), NodeRole.WORKER);
    bootstrap.join(
        ground.worker(),
        ground.cluster().topology().machine(name),
        ground.cluster().topology(),
        ticket);
    Node back =
        ground
            .until(
                "Ready",
                () -> node(ground),
                found -> found.filter(Readiness.getInstance()::isReady).isPresent())
            .orElseThrow();
    seen.put(
        "another node",
        String.valueOf(
            !back.getMetadata().getUid().equals(left.orElseThrow().getMetadata().getUid())));
    seen.put("files after", exists(ground, "/etc/kubernetes/kubelet.conf"));
    Workload.ready(ground, "web", 1);
    return seen;
  }

  private static String exists(Ground ground, String path) {
    return String.valueOf(ground.worker().run(Shell.test(path)).succeeded());
  }

  private static Optional<Node> node(Ground ground) {
    return Optional.ofNullable(ground.client().nodes().withName("worker-1").get());
  }

  void reset_removes_what_join_made(Ground ground) throws Throwable {
    assertThat(rejoin.seen(ground))
        .containsEntry("reset", "0")
        .containsEntry("kubelet.conf", "false")
        .containsEntry("ca.crt", "false")
        .containsEntry("kubelet's files", "false");
  }

  void reset_stops_the_containers(Ground ground) throws Throwable {
    assertThat(rejoin.seen(ground)).containsEntry("containers", "false");
  }

  void reset_leaves_the_node_in_the_api(Ground ground) throws Throwable {
    assertThat(rejoin.seen(ground)).containsEntry("node", "true");
  }

  void a_machine_that_was_reset_joins_again(Ground ground) throws Throwable {
    assertThat(rejoin.seen(ground))
        .containsEntry("another node", "true")
        .containsEntry("files after", "true");
  }
}
