package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.testing.FakeApi;
import dev.firedrill.testing.FakeApi.Reply;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetListBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetUpdateStrategyBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemDaemonsTest {

  private DaemonSet proxy = set(2, 2, 5, 5, 5);
  private final FakeApi api =
      new FakeApi(request -> Reply.ok(new DaemonSetListBuilder().withItems(proxy).build()));
  private final Condition<Boolean> rolledOut = SystemDaemons.rolledOut(api.client());

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void the_newest_on_every_node_and_serving_is_rolled_out() {
    assertThat(rolledOut.look().get()).isInstanceOf(Sight.Holds.class);
  }

  @Test
  void what_the_controller_has_not_seen_yet_is_not() {
    proxy = set(2, 1, 5, 5, 5);
    assertThat(rolledOut.look().get()).isInstanceOf(Sight.NotYet.class);
    proxy.setStatus(null);
    assertThat(rolledOut.look().get()).isInstanceOf(Sight.NotYet.class);
  }

  @Test
  void nor_what_some_nodes_lack_or_have_and_it_does_not_serve() {
    proxy = set(2, 2, 5, 3, 5);
    assertThat(rolledOut.look().get())
        .isInstanceOfSatisfying(
            Sight.NotYet.class,
            sight ->
                assertThat(sight.seen())
                    .contains("DaemonSet kube-system/kube-proxy: 3 of 5 pods replaced, 5 serve"));
    proxy = set(2, 2, 5, 5, 4);
    assertThat(rolledOut.look().get()).isInstanceOf(Sight.NotYet.class);
  }

  @Test
  void what_is_replaced_only_when_somebody_deletes_it_is_not_waited_for() {
    proxy = set(2, 2, 5, 3, 5);
    proxy
        .getSpec()
        .setUpdateStrategy(new DaemonSetUpdateStrategyBuilder().withType("OnDelete").build());
    assertThat(rolledOut.look().get()).isInstanceOf(Sight.Holds.class);
  }

  private static DaemonSet set(
      long generation, long observed, int desired, int updated, int available) {
    return new DaemonSetBuilder()
        .withNewMetadata()
        .withName("kube-proxy")
        .withNamespace("kube-system")
        .withGeneration(generation)
        .endMetadata()
        .withNewSpec()
        .withNewTemplate()
        .endTemplate()
        .endSpec()
        .withNewStatus()
        .withObservedGeneration(observed)
        .withDesiredNumberScheduled(desired)
        .withUpdatedNumberScheduled(updated)
        .withNumberAvailable(available)
        .endStatus()
        .build();
  }
}
