package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.testing.FakeApi;
import dev.firedrill.testing.FakeApi.Reply;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemPodsTest {

  private List<Pod> pods = List.of();
  private final FakeApi api =
      new FakeApi(
          request ->
              Reply.ok(
                  new PodListBuilder()
                      .withItems(request.path().contains("kube-system") ? pods : List.of())
                      .build()));

  @AfterEach
  void stop() {
    api.close();
  }

  private Sight<Integer> look() {
    return SystemPods.ready(api.client()).look().get();
  }

  @Test
  void one_that_is_not_ready_is_named() {
    pods = List.of(pod("coredns", "Running", "True"), pod("kube-proxy", "Pending", "False"));
    assertThat(look())
        .isInstanceOfSatisfying(
            Sight.NotYet.class,
            sight -> assertThat(sight.seen()).isEqualTo("not ready: kube-proxy Pending"));
  }

  @Test
  void one_whose_job_is_done_is_waited_for_no_more_and_one_that_failed_is() {
    pods = List.of(pod("coredns", "Running", "True"), pod("installs", "Succeeded", "False"));
    assertThat(look()).isEqualTo(new Sight.Holds<>(1));
    pods = List.of(pod("coredns", "Running", "True"), pod("installs", "Failed", "False"));
    assertThat(look()).isInstanceOf(Sight.NotYet.class);
  }

  @Test
  void none_at_all_are_not_ready() {
    pods = List.of(pod("installs", "Succeeded", "False"));
    assertThat(look()).isInstanceOf(Sight.NotYet.class);
  }

  private static Pod pod(String name, String phase, String ready) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("kube-system")
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .withNewStatus()
        .withPhase(phase)
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready)
        .endCondition()
        .endStatus()
        .build();
  }
}
