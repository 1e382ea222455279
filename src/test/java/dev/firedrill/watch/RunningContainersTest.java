package dev.firedrill.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningContainersTest {

  private static final NodeName NODE = new NodeName("cp-1");

  @Test
  void the_version_is_the_tag_of_the_image_that_runs() {
    assertThat(version(pod("cp-1", "registry.k8s.io/kube-scheduler:v1.29.4", true)))
        .isEqualTo("v1.29.4");
    assertThat(version(pod("cp-1", "mirror:5000/kube-scheduler:v1.30.4@sha256:abc", true)))
        .isEqualTo("v1.30.4");
  }

  @Test
  void an_image_known_by_digest_only_has_the_tag_that_the_pod_asked_for() {
    assertThat(version(pod("cp-1", "sha256:0123456789abcdef", true))).isEqualTo("v9.9.9");
  }

  @Test
  void a_container_that_waits_has_no_version() {
    assertThat(version(pod("cp-1", "registry.k8s.io/kube-scheduler:v1.29.4", false))).isEmpty();
  }

  @Test
  void a_container_on_another_node_says_nothing() {
    assertThat(version(pod("cp-2", "registry.k8s.io/kube-scheduler:v1.29.4", true))).isEmpty();
  }

  @Test
  void of_a_pod_that_ended_and_one_that_runs_the_running_one_counts() {
    assertThat(
            version(
                pod("cp-1", "registry.k8s.io/kube-scheduler:v1.29.4", false),
                pod("cp-1", "registry.k8s.io/kube-scheduler:v1.30.4", true)))
        .isEqualTo("v1.30.4");
  }

  private static String version(Pod... pods) {
    return new RunningContainers(List.of(pods)).version(NODE, Component.KUBE_SCHEDULER);
  }

  private static Pod pod(String node, String image, boolean running) {
    return Planted.pod(
        node, "kube-scheduler", "registry.k8s.io/kube-scheduler:v9.9.9", image, running);
  }
}
