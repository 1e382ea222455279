package dev.firedrill.backend.simulated.k3s;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.model.Sha256;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a server sees to in the cluster, by the API server in its own process. */
final class ClusterObjects implements AutoCloseable {

  private static final String ROLE = "node-role.kubernetes.io/";

  private final Informers api;
  private final Machine machine;
  private boolean deployed;

  private ClusterObjects(Informers api, Machine machine) {
    this.api = api;
    this.machine = machine;
  }

  static ClusterObjects of(World world, Machine machine) {
    Informers api =
        Informers.on(machine, machine.places().adminKubeconfig(), world.network(), world.clients())
            .orElseThrow();
    return new ClusterObjects(api, machine);
  }

  @Override
  public void close() {
    api.close();
  }

  /** Deploys what k3s brings along, and marks its own node as a server's; tried again and again. */
  void see(Configuration told) {
    try {
      if (!deployed) {
        deploy(told.dns());
        deployed = true;
      }
      api.get(Node.class, "", machine.name().value()).ifPresent(node -> mark(node, told.taints()));
    } catch (KubernetesClientException away) {
      // The next look tries again.
    }
  }

  /**
   * Whether the machine is the one that a node of its name was first, by a password on its disk; a
   * node that is no node any more is forgotten.
   *
   * @throws KubernetesClientException where the API gives no answer
   */
  boolean isSameNode(String node, String password) {
    String name = node + ".node-password.k3s";
    String hash = Sha256.hex(password.getBytes(StandardCharsets.UTF_8));
    Optional<Secret> known = api.get(Secret.class, "kube-system", name);
    boolean isNode = api.get(Node.class, "", node).isPresent();
    if (known.isPresent() && isNode) {
      String kept = known.get().getData().getOrDefault("hash", "");
      return new String(Base64.getDecoder().decode(kept), StandardCharsets.UTF_8).equals(hash);
    }
    known.ifPresent(old -> Writes.delete(api, old, 0));
    Writes.create(
        api,
        new SecretBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace("kube-system")
            .endMetadata()
            .withImmutable(true)
            .addToData(
                "hash", Base64.getEncoder().encodeToString(hash.getBytes(StandardCharsets.UTF_8)))
            .build());
    return true;
  }

  private void deploy(String dns) {
    String text = text().replace("@dns@", dns);
    InputStream filled = new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    for (HasMetadata object : api.client().load(filled).items()) {
      String namespace = Optional.ofNullable(object.getMetadata().getNamespace()).orElse("");
      if (api.get(object.getClass(), namespace, object.getMetadata().getName()).isEmpty()) {
        Writes.create(api, object);
      }
    }
  }

  private void mark(Node node, List<String> wanted) {
    if (Optional.ofNullable(node.getMetadata().getLabels())
        .orElse(Map.of())
        .containsKey(ROLE + "control-plane")) {
      return;
    }
    List<Map<String, String>> taints = new ArrayList<>();
    for (Taint each : node.getSpec().getTaints()) {
      taints.add(Map.of("key", each.getKey(), "effect", each.getEffect()));
    }
    for (String each : wanted) {
      int colon = each.lastIndexOf(':');
      taints.add(Map.of("key", each.substring(0, colon), "effect", each.substring(colon + 1)));
    }
    Writes.merge(
        api,
        node,
        Map.of(
            "metadata",
            Map.of(
                "labels",
                Map.of(
                    ROLE + "control-plane",
                    "true",
                    ROLE + "etcd",
                    "true",
                    ROLE + "master",
                    "true")),
            "spec",
            Map.of("taints", taints)));
  }

  private static String text() {
    try (InputStream stream = ClusterObjects.class.getResourceAsStream("coredns.yaml")) {
      if (stream == null) {
        throw new IllegalStateException("the build leaves out coredns.yaml");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("coredns.yaml cannot be read", e);
    }
  }
}
