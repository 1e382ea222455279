package dev.firedrill.operations;

import dev.firedrill.tools.PublishedAuthority;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Restarts the pods that may speak to the API, for they trust the authority that was published when
 * they started: each DaemonSet, kube-proxy's before the others, which reach the API through it,
 * then each Deployment and StatefulSet, one at a time and rolling, by an annotation of its pods
 * that names the authority's certificate. Those that were restarted for the same certificate are
 * left alone. Pods that nobody rolls out are not touched; {@code check-certificates} names them.
 */
public record RestartPods() implements Operation {

  private static final Duration PUBLISHED = Duration.ofMinutes(4);
  private static final Duration ROLLED_OUT = Duration.ofMinutes(10);

  @Override
  public List<String> changes() {
    return List.of(
        "the pods of every DaemonSet, Deployment and StatefulSet that may speak to the API are"
            + " replaced, one set after the other, as each allows");
  }

  @Override
  public String run(OperationContext context) {
    PublishedAuthority authority = InClusterTrust.authority(context);
    // Who is restarted before would start with the old one again.
    context.await(PublishAuthorities.published(authority), PUBLISHED);
    String serial = authority.certificate().getSerialNumber().toString(16);
    KubernetesClient client = context.cluster().kubernetes().client();
    List<String> restarted = new ArrayList<>();
    for (RolledOut set : RolledOut.all(client)) {
      if (set.mayReachApi()) {
        set.roll(client, serial);
        context.await(set.complete(client), ROLLED_OUT);
        restarted.add(set.name());
      }
    }
    return "restarted since the authority was published: " + restarted;
  }
}
