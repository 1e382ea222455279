package dev.firedrill.operations;

import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import dev.firedrill.waiting.WaitedInVain;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;

/** Asks the cluster's DNS for a name, from inside a pod that lives only for that. */
final class DnsProbe {

  static final String NAME = "kubernetes.default.svc.cluster.local";
  private static final String NAMESPACE = "default";
  private static final String POD = "firedrill-dns-probe";
  private static final String IMAGE = "firedrill.dev/workload:1";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final OperationContext context;
  private final KubernetesClient client;

  /**
   * What came back.
   *
   * @param resolved whether an address did
   * @param text the pod's words
   */
  record Answer(boolean resolved, String text) {}

  DnsProbe(OperationContext context, KubernetesClient client) {
    this.context = context;
    this.client = client;
  }

  Answer ask() {
    remove();
    try {
      client.resource(pod()).create();
      String phase = context.await(ended(), LIMIT);
      String log = client.pods().inNamespace(NAMESPACE).withName(POD).getLog().strip();
      return new Answer(phase.equals("Succeeded"), log);
    } catch (WaitedInVain waited) {
      return new Answer(false, waited.getMessage());
    } finally {
      remove();
    }
  }

  /** Also removes what a run that was killed left behind. */
  private void remove() {
    client.pods().inNamespace(NAMESPACE).withName(POD).withGracePeriod(0).delete();
    context.await(
        new Condition<>(
            "gone",
            "pod " + NAMESPACE + "/" + POD,
            () ->
                Sight.when(
                    client.pods().inNamespace(NAMESPACE).withName(POD).get() == null,
                    () -> "still there")),
        LIMIT);
  }

  private Condition<String> ended() {
    return new Condition<>(
        "ended",
        "pod " + NAMESPACE + "/" + POD,
        () -> {
          Pod pod = client.pods().inNamespace(NAMESPACE).withName(POD).get();
          String phase = pod == null ? "gone" : pod.getStatus().getPhase();
          return phase.equals("Succeeded") || phase.equals("Failed")
              ? new Sight.Holds<>(phase)
              : new Sight.NotYet<>(phase);
        });
  }

  private static Pod pod() {
    return new PodBuilder()
        .withNewMetadata()
        .withName(POD)
        .withNamespace(NAMESPACE)
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy("Never")
        .addNewContainer()
        .withName("probe")
        .withImage(IMAGE)
        .withImagePullPolicy("Never")
        .withArgs("lookup", NAME)
        .endContainer()
        .endSpec()
        .build();
  }
}
