package dev.firedrill.operations;

import dev.firedrill.distribution.Bootstrap;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes the first control plane of a lost cluster again, around the identity and the data of etcd
 * that were restored on its machine; the others join it. What is there is kept, also where an
 * earlier attempt was cut short: what was written to the restored cluster since is not lost.
 * Refused where any of the identity is missing. Without restored data an empty cluster comes to be,
 * with the old identity.
 *
 * @param name the machine
 * @param version the cluster's version
 */
public record RebuildControlPlane(NodeName name, Version version) implements Operation {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Override
  public Optional<NodeName> node() {
    return Optional.of(name);
  }

  @Override
  public List<String> changes() {
    return List.of(
        "machine "
            + name
            + " becomes the only control plane of the cluster whose identity and data it has");
  }

  @Override
  public String run(OperationContext context) {
    NodeShell shell = context.shell(name);
    Bootstrap bootstrap = context.distribution().bootstrap();
    boolean built = bootstrap.hasJoined(shell);
    boolean data = context.distribution().etcd().hasData(shell);
    if (!built) {
      requireIdentity(context, shell);
      Topology topology = context.cluster().topology();
      bootstrap.rebuild(shell, topology.machine(name), topology, version);
    }
    KubernetesClient client = context.cluster().kubernetes().client();
    context.await(KubeletLease.renewing(client, name), LIMIT);
    return built
        ? "node " + name + " was rebuilt before, and reports"
        : "node %s is the only control plane, at %s, %s"
            .formatted(name, version, data ? "with the data that was restored" : "with no data");
  }

  private void requireIdentity(OperationContext context, NodeShell shell) {
    List<String> missing =
        context.distribution().backup().identity().stream()
            .filter(path -> !Shells.exists(shell, path))
            .toList();
    if (!missing.isEmpty()) {
      throw new OperationFailed(
          "rebuilding the control plane on machine " + name,
          "the cluster's identity restored there",
          "missing: " + missing,
          "restore the PKI first; what is missing would be made anew, and be another cluster to"
              + " everybody. Nothing was changed");
    }
  }
}
