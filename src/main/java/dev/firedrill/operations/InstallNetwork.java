package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Installs the pod network that the nodes' images bring along; nothing is to be done where clusters
 * of the distribution have one from their beginning.
 */
public record InstallNetwork() implements Operation {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Override
  public List<String> changes() {
    return List.of("the cluster gets a pod network");
  }

  @Override
  public String run(OperationContext context) {
    Topology topology = context.cluster().topology();
    NodeName first = topology.firstControlPlane();
    Optional<String> manifest =
        context
            .distribution()
            .bootstrap()
            .networkManifest(context.shell(first), topology.podSubnet());
    if (manifest.isEmpty()) {
      return "the cluster has a pod network from its beginning";
    }
    KubernetesClient client = context.cluster().kubernetes().client();
    context.await(
        new Condition<>(
            "applied",
            "the pod network's manifest",
            () -> {
              int objects = apply(client, manifest.get());
              return Sight.when(objects > 0, () -> "the manifest is empty");
            }),
        LIMIT);
    return "the pod network for " + topology.podSubnet() + " is installed";
  }

  private static int apply(KubernetesClient client, String manifest) {
    byte[] yaml = manifest.getBytes(StandardCharsets.UTF_8);
    return client
        .load(new ByteArrayInputStream(yaml))
        .fieldManager("firedrill")
        .forceConflicts()
        .serverSideApply()
        .size();
  }
}
