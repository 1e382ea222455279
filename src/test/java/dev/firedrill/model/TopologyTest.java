package dev.firedrill.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyTest {

  private static final NodeName NODE = new NodeName("cp-1");

  @Test
  void a_node_image_is_tagged_by_its_version_in_the_letters_that_tags_have() {
    Topology topology =
        new Topology(
            "single",
            "firedrill/node",
            "172.30.0.0/24",
            "10.244.0.0/16",
            "10.96.0.0/16",
            "172.30.0.11:6443",
            "",
            List.of(new Machine(NODE, NodeRole.CONTROL_PLANE, "172.30.0.11")));
    assertThat(topology.image(Version.parse("v1.29.4"))).isEqualTo("firedrill/node:v1.29.4");
    assertThat(topology.image(Version.parse("v1.29.4+k3s1")))
        .isEqualTo("firedrill/node:v1.29.4-k3s1");
  }
}
