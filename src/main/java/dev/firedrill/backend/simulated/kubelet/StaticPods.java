package dev.firedrill.backend.simulated.kubelet;

import dev.firedrill.backend.simulated.machine.Machine;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The pods that a machine's manifests describe. A file that is no pod is left out. */
final class StaticPods {

  static final String HASH = "kubernetes.io/config.hash";

  private record Parsed(String text, Optional<Pod> pod) {}

  private final Machine machine;
  private final Map<String, Parsed> known = new TreeMap<>();
  private Map<String, Pod> last = Map.of();
  private long seen = -1;

  StaticPods(Machine machine) {
    this.machine = machine;
  }

  /** By their names in the API; the uid is a digest of the file. */
  Map<String, Pod> read() {
    if (machine.files().changes() == seen) {
      return last;
    }
    Map<String, Pod> pods = new TreeMap<>();
    for (String file : machine.files().below(machine.places().staticPods())) {
      if (file.endsWith(".yaml")) {
        parsed(file).ifPresent(pod -> pods.put(pod.getMetadata().getName(), pod));
      }
    }
    seen = machine.files().changes();
    last = pods;
    return pods;
  }

  private Optional<Pod> parsed(String file) {
    String text = machine.files().text(file).orElse("");
    Parsed parsed = known.get(file);
    if (parsed == null || !parsed.text().equals(text)) {
      parsed = new Parsed(text, parse(text));
      known.put(file, parsed);
    }
    return parsed.pod();
  }

  private Optional<Pod> parse(String text) {
    try {
      Pod pod = Serialization.unmarshal(text, Pod.class);
      return pod == null || pod.getSpec() == null
          ? Optional.empty()
          : Optional.of(named(pod, text));
    } catch (IllegalArgumentException | ClassCastException e) {
      return Optional.empty();
    }
  }

  private Pod named(Pod pod, String text) {
    String namespace = pod.getMetadata().getNamespace();
    String hash =
        UUID.nameUUIDFromBytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .toString()
            .replace("-", "");
    return new PodBuilder(pod)
        .editMetadata()
        .withName(pod.getMetadata().getName() + "-" + machine.name())
        .withNamespace(namespace == null ? "default" : namespace)
        .withUid(hash)
        .addToAnnotations(HASH, hash)
        .addToAnnotations("kubernetes.io/config.source", "file")
        .endMetadata()
        .editSpec()
        .withNodeName(machine.name().value())
        .endSpec()
        .build();
  }
}
