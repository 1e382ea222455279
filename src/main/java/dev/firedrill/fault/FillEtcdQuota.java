package dev.firedrill.fault;

import dev.firedrill.distribution.EtcdUpkeep;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.waiting.Await;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Somebody writes a large object again and again, until etcd's database has reached its quota and
 * etcd takes no more writes. The members get a small quota first, one after the other, so that a
 * drill need not write the 2 GiB that are etcd's default. Healing takes the small quota and the
 * object away, not the alarm: that is the recovery's.
 *
 * @param mebibytes the quota
 */
public record FillEtcdQuota(int mebibytes) implements Fault {

  private static final int LEAST = 16;
  private static final int MOST = 2048;
  private static final int MEBIBYTE = 1024 * 1024;

  /** An object of the API may have 1 MiB of it. */
  private static final int VALUE = 900 * 1024;

  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final String NAMESPACE = "default";
  private static final String NAME = "firedrill-fills-etcd";

  /** Refuses what a cluster's own objects may not fit into. */
  public FillEtcdQuota {
    if (mebibytes < LEAST || mebibytes > MOST) {
      throw new IllegalArgumentException(
          "a quota to fill has %d to %d mebibytes, not %d".formatted(LEAST, MOST, mebibytes));
    }
  }

  @Override
  public List<String> changes(Topology topology, Seed seed) {
    return List.of(
        "etcd's quota is %d MiB on nodes %s, and a ConfigMap is written until it is full"
            .formatted(mebibytes, topology.controlPlanes()));
  }

  @Override
  public void inject(FaultContext context) {
    EtcdUpkeep upkeep = context.distribution().etcdUpkeep();
    eachMember(context, shell -> upkeep.limit(shell, (long) mebibytes * MEBIBYTE));
    new Await(context.cluster().time()).until(full(context), LIMIT);
  }

  @Override
  public Condition<Boolean> confirmation(FaultContext context) {
    return new Condition<>(
        "refusing writes for want of space",
        "etcd",
        () -> {
          List<String> alarms = context.cluster().etcd().alarms();
          return Sight.when(hasNoSpace(alarms), () -> "alarms: " + alarms);
        });
  }

  @Override
  public String heal(FaultContext context) {
    eachMember(context, context.distribution().etcdUpkeep()::unlimit);
    client(context).configMaps().inNamespace(NAMESPACE).withName(NAME).delete();
    return "etcd has its own quota again";
  }

  /** One member after the other, each once the one before it answers again. */
  private static void eachMember(FaultContext context, Consumer<NodeShell> change) {
    EtcdUpkeep upkeep = context.distribution().etcdUpkeep();
    for (NodeName node : context.topology().controlPlanes()) {
      NodeShell shell = context.shell(node);
      long before = upkeep.quota(shell);
      String container = container(context, node);
      change.accept(shell);
      if (upkeep.quota(shell) != before) {
        new Await(context.cluster().time()).until(restarted(context, node, container), LIMIT);
      }
    }
  }

  private static String container(FaultContext context, NodeName node) {
    return context.distribution().controlPlane().instance(context.shell(node), Component.ETCD);
  }

  private static Condition<Boolean> restarted(FaultContext context, NodeName node, String before) {
    return new Condition<>(
        "restarted with its quota, and healthy",
        "the etcd member on node " + node,
        () ->
            Sight.when(
                !Objects.equals(container(context, node), before)
                    && context.cluster().etcd().healthy(node),
                () -> "not yet"));
  }

  /** Each look writes once more than fits into a quarter of the quota. */
  private Condition<Boolean> full(FaultContext context) {
    return new Condition<>(
        "full: writes refused for want of space",
        "etcd, its quota " + mebibytes + " MiB",
        () -> {
          for (int i = 0; i <= mebibytes / 4; i++) {
            try {
              write(context, i);
            } catch (KubernetesClientException refused) {
              List<String> alarms = context.cluster().etcd().alarms();
              return Sight.when(hasNoSpace(alarms), () -> String.valueOf(refused.getMessage()));
            }
          }
          return new Sight.NotYet<>("it takes writes");
        });
  }

  private static void write(FaultContext context, int round) {
    ConfigMap large =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(NAME)
            .withNamespace(NAMESPACE)
            .endMetadata()
            .addToData("fill", String.valueOf((char) ('a' + round % 26)).repeat(VALUE))
            .build();
    client(context).resource(large).createOr(each -> each.update());
  }

  private static boolean hasNoSpace(List<String> alarms) {
    return alarms.stream().anyMatch(alarm -> alarm.startsWith("NOSPACE"));
  }

  private static KubernetesClient client(FaultContext context) {
    return context.cluster().kubernetes().client();
  }
}
