package dev.firedrill.operations;

import dev.firedrill.distribution.Bootstrap;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.NodeShell;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes the first control plane of a new cluster, with the control-plane endpoint in its
 * certificates and its certificates uploaded for the others.
 *
 * @param name the first control plane
 * @param version the cluster's version
 */
public record InitialiseControlPlane(NodeName name, Version version) implements Operation {

  @Override
  public Optional<NodeName> node() {
    return Optional.of(name);
  }

  @Override
  public List<String> changes() {
    return List.of("node " + name + " becomes the first control plane of a new cluster");
  }

  @Override
  public String run(OperationContext context) {
    NodeShell shell = context.shell(name);
    Topology topology = context.cluster().topology();
    Bootstrap bootstrap = context.distribution().bootstrap();
    if (bootstrap.hasJoined(shell)) {
      return "node " + name + " was initialised before";
    }
    bootstrap.reset(shell);
    bootstrap.initialise(shell, topology, version);
    context.await(Joining.registered(context.cluster().kubernetes(), name), Duration.ofMinutes(1));
    return "node " + name + " is the first control plane, at " + version;
  }
}
