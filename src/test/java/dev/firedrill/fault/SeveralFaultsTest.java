package dev.firedrill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backup.BackupSet;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.Cluster;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeveralFaultsTest {

  private final List<String> events = new ArrayList<>();
  private final List<String> seen = new ArrayList<>(List.of("first"));
  private final SeveralFaults both =
      new SeveralFaults(List.of(new Named("first"), new Named("second")));

  private static <T> T nothing(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null));
  }

  private static FaultContext context() {
    return new FaultContext(
        nothing(Cluster.class),
        nothing(Distribution.class),
        node -> {
          throw new UnsupportedOperationException("machine " + node);
        },
        new Seed(1),
        BackupSet.unencrypted(Path.of("none")));
  }

  @Test
  void they_are_injected_in_order_and_healed_the_other_way_round() {
    both.inject(context());
    assertThat(both.heal(context())).isEqualTo("second healed; first healed");
    assertThat(events).containsExactly("inject first", "inject second");
  }

  @Test
  void all_have_to_be_seen_and_the_one_that_is_not_is_named() {
    Condition<Boolean> condition = both.confirmation(context());
    assertThat(condition.look().get()).isEqualTo(new Sight.NotYet<>("second: whole"));
    seen.add("second");
    assertThat(condition.look().get()).isInstanceOf(Sight.Holds.class);
  }

  /** A fault that only says what is done to it. */
  private final class Named implements Fault {

    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    public List<String> changes(Topology topology, Seed seed) {
      return List.of(name + " breaks");
    }

    @Override
    public void inject(FaultContext context) {
      events.add("inject " + name);
    }

    @Override
    public Condition<Boolean> confirmation(FaultContext context) {
      return new Condition<>("broken", name, () -> Sight.when(seen.contains(name), () -> "whole"));
    }

    @Override
    public String heal(FaultContext context) {
      return name + " healed";
    }

    @Override
    public List<NodeName> absent(Topology topology, Seed seed) {
      return List.of(new NodeName(name));
    }
  }
}
