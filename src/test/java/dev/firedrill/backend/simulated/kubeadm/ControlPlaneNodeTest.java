package dev.firedrill.backend.simulated.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class ControlPlaneNodeTest {

  private static final String TAINT =
      "{\"effect\":\"NoSchedule\",\"key\":\"node-role.kubernetes.io/control-plane\"}";

  private static String mark(Node node) {
    return Serialization.asJson(ControlPlaneNode.mark(node));
  }

  private static NodeBuilder node() {
    return new NodeBuilder()
        .withNewMetadata()
        .withName("cp-2")
        .endMetadata()
        .withNewSpec()
        .endSpec();
  }

  @Test
  void the_taint_comes_behind_those_that_were_there_and_the_list_is_told_as_a_whole() {
    Node starting =
        node()
            .editSpec()
            .addNewTaint()
            .withKey("node.kubernetes.io/not-ready")
            .withEffect("NoSchedule")
            .endTaint()
            .endSpec()
            .build();
    assertThat(mark(starting))
        .contains(
            "\"taints\":[{\"effect\":\"NoSchedule\",\"key\":\"node.kubernetes.io/not-ready\"},"
                + TAINT
                + "]")
        .contains("\"node-role.kubernetes.io/control-plane\":\"\"");
  }

  @Test
  void a_node_that_is_tainted_keeps_its_taints_as_they_are() {
    Node tainted =
        node()
            .editSpec()
            .addNewTaint()
            .withKey("node-role.kubernetes.io/control-plane")
            .withEffect("NoSchedule")
            .endTaint()
            .endSpec()
            .build();
    assertThat(mark(tainted)).doesNotContain("taints").contains("cri-socket");
  }
}
