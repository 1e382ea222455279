package dev.firedrill.backend.simulated.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class SortedPodsTest {

  private final Pod first = pod("a", "worker-1", "set-1");
  private final Pod second = pod("b", "worker-2", "set-1");
  private final Pod third = pod("c", "worker-1", "set-2");

  @Test
  void pods_are_found_by_their_node_and_by_what_controls_them() {
    List<Pod> all = List.of(first, second, third);

    assertThat(SortedPods.byNode().of("worker-1", all)).containsExactly(first, third);
    assertThat(SortedPods.byController().of("set-1", all)).containsExactly(first, second);
    assertThat(SortedPods.byController().of("set-3", all)).isEmpty();
  }

  @Test
  void another_list_is_sorted_anew() {
    SortedPods sorted = SortedPods.byNode();

    assertThat(sorted.of("worker-1", List.of(first, second))).containsExactly(first);
    assertThat(sorted.of("worker-1", List.of(third, second))).containsExactly(third);
    assertThat(sorted.of("worker-1", List.of(second))).isEmpty();
  }

  private static Pod pod(String name, String node, String owner) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withOwnerReferences(
            new OwnerReferenceBuilder().withUid(owner).withController(true).build())
        .endMetadata()
        .withNewSpec()
        .withNodeName(node)
        .endSpec()
        .build();
  }
}
