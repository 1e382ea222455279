package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.time.Duration;
import java.util.List;

/** What the upgrades of first control plane, further ones and workers have in common. */
final class NodeUpgrade {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private NodeUpgrade() {}

  /**
   * Brings images and installer, unless doing so would put quorum at risk: restarting one member
   * must leave a majority.
   */
  static void prepare(OperationContext context, NodeName name, Version to) {
    awaitQuorumSpared(context, name);
    context.cluster().releases().loadImages(name, to);
    context.cluster().releases().install(name, context.distribution().upgrade().installer(), to);
  }

  /** Etcd keeps its quorum while the member on this node, if there is one, is restarted. */
  static void awaitQuorumSpared(OperationContext context, NodeName name) {
    if (context.cluster().topology().controlPlanes().contains(name)) {
      context.await(othersHealthy(context, name), LIMIT);
    }
  }

  /** The node may read the cluster's configuration, which is where its upgrade begins. */
  static void awaitAllowed(OperationContext context, NodeName name) {
    context.await(
        new Condition<>(
            "allowed to read the cluster's configuration",
            "node " + name,
            () ->
                context
                    .distribution()
                    .upgrade()
                    .notYet(context.shell(name))
                    .<Sight<Boolean>>map(Sight.NotYet::new)
                    .orElse(new Sight.Holds<>(true))),
        LIMIT);
  }

  /**
   * The node's API server answers at the version, its etcd member is healthy, and the add-ons that
   * the upgrade of the last control plane changes on every node are rolled out.
   */
  static void awaitHealthy(OperationContext context, NodeName name, Version to) {
    context.await(
        new Condition<>(
            "serving " + to,
            "the API server on node " + name,
            () -> {
              String version =
                  context
                      .cluster()
                      .kubernetes()
                      .clientOf(name)
                      .getKubernetesVersion()
                      .getGitVersion();
              return Sight.when(version.equals(to.toString()), () -> "serving " + version);
            }),
        LIMIT);
    context.await(
        new Condition<>(
            "healthy",
            "the etcd member on node " + name,
            () -> Sight.when(context.cluster().etcd().healthy(name), () -> "not healthy")),
        LIMIT);
    context.await(SystemDaemons.rolledOut(context.cluster().kubernetes().client()), LIMIT);
  }

  private static Condition<Boolean> othersHealthy(OperationContext context, NodeName name) {
    List<NodeName> others =
        context.cluster().topology().controlPlanes().stream()
            .filter(other -> !other.equals(name))
            .toList();
    return new Condition<>(
        "healthy, so that quorum survives the restart of the one on " + name,
        "the etcd members on " + others,
        () -> {
          List<NodeName> sick =
              others.stream().filter(other -> !context.cluster().etcd().healthy(other)).toList();
          return Sight.when(sick.isEmpty(), () -> "not healthy: " + sick);
        });
  }
}
