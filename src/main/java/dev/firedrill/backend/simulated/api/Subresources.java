package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.backend.simulated.machine.MachineClock;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.network.Unreachable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Parts of objects that are more than a view of them: binding, scale, logs, tokens. */
final class Subresources {

  private final MachineClock clock;
  private final Network network;
  private final String host;
  private final ObjectStore store;
  private final Writing writing;
  private final ServiceAccountTokens tokens;

  Subresources(
      MachineClock clock,
      Network network,
      String host,
      ObjectStore store,
      Writing writing,
      ServiceAccountTokens tokens) {
    this.clock = clock;
    this.network = network;
    this.host = host;
    this.store = store;
    this.writing = writing;
    this.tokens = tokens;
  }

  /** Puts a pod on a node. */
  void bind(Target target, ObjectNode binding) {
    Target pod = target.object(target.name());
    ObjectNode before = store.get(pod);
    String node = before.at("/spec/nodeName").asText("");
    if (!node.isEmpty() || before.path("metadata").has("deletionTimestamp")) {
      throw ApiFailure.of(
              409,
              "Conflict",
              "Operation cannot be fulfilled on pods/binding \"%1$s\": pod %1$s is %2$s"
                  .formatted(
                      target.name(),
                      node.isEmpty()
                          ? "being deleted, cannot be assigned to a host"
                          : "already assigned to node \"" + node + "\""))
          .about(target.resource(), target.name());
    }
    ObjectNode after = before.deepCopy();
    Json.in(after, "spec").put("nodeName", binding.at("/target/name").asText());
    ObjectNode change = Json.object();
    change
        .putArray("conditions")
        .addObject()
        .put("type", "PodScheduled")
        .put("status", "True")
        .put("lastTransitionTime", clock.now().truncatedTo(ChronoUnit.SECONDS).toString());
    Merging.strategic(Json.in(after, "status"), change);
    store.update(pod, before, after);
  }

  ObjectNode scale(Target target) {
    ObjectNode object = store.get(target);
    ObjectNode scale = Json.object();
    scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = scale.putObject("metadata");
    for (String field :
        new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
      metadata.set(field, object.path("metadata").path(field));
    }
    scale.putObject("spec").set("replicas", object.at("/spec/replicas"));
    scale.putObject("status").put("replicas", object.at("/status/replicas").asInt());
    return scale;
  }

  ObjectNode scale(Target target, JsonNode wanted) {
    ObjectNode before = store.get(target);
    ObjectNode after = before.deepCopy();
    Json.in(after, "spec").set("replicas", wanted.at("/spec/replicas"));
    writing.change(target.object(target.name()), before, after);
    return scale(target);
  }

  /** A namespace without finalizers that is being deleted is gone. */
  ObjectNode finish(Target target, ObjectNode wanted) {
    ObjectNode before = store.get(target);
    ObjectNode after = before.deepCopy();
    Json.in(after, "spec").set("finalizers", wanted.at("/spec/finalizers"));
    Target namespace = target.object(target.name());
    if (wanted.at("/spec/finalizers").isEmpty()
        && before.path("metadata").has("deletionTimestamp")) {
      store.delete(namespace, before);
      return after;
    }
    return store.update(namespace, before, after);
  }

  ObjectNode token(Target target, ObjectNode request) {
    store.get(target.object(target.name()));
    Duration lifetime = Duration.ofSeconds(request.at("/spec/expirationSeconds").asLong(3600));
    Json.in(request, "status")
        .put("token", tokens.issue(target.namespace(), target.name(), clock.now(), lifetime))
        .put("expirationTimestamp", clock.now().plus(lifetime).toString());
    return request.put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1");
  }

  byte[] log(Target target, String container) {
    ObjectNode pod = store.get(target);
    String name = container.isEmpty() ? pod.at("/spec/containers/0/name").asText() : container;
    String node = pod.at("/spec/nodeName").asText("");
    Address kubelet = new Address(node.isEmpty() ? "" : address(node), KubeletApi.PORT);
    if (node.isEmpty()) {
      return new byte[0];
    }
    try {
      Optional<String> log =
          network.connect(host, kubelet) instanceof KubeletApi api
              ? api.log(target.namespace(), target.name(), name)
              : Optional.empty();
      return log.orElseThrow(
              () ->
                  ApiFailure.badRequest(
                      "container \"%s\" in pod \"%s\" is waiting to start: ContainerCreating"
                          .formatted(name, target.name())))
          .getBytes(StandardCharsets.UTF_8);
    } catch (Unreachable e) {
      throw ApiFailure.of(
          500,
          "InternalError",
          "Get \"https://%s/containerLogs/%s/%s/%s\": %s"
              .formatted(kubelet, target.namespace(), target.name(), name, e.getMessage()));
    }
  }

  private String address(String nodeName) {
    Resource nodes = Resources.named("nodes");
    ObjectNode node =
        store.get(nodes.key("", nodeName)).orElseThrow(() -> ApiFailure.notFound(nodes, nodeName));
    for (JsonNode address : node.at("/status/addresses")) {
      if (address.path("type").asText().equals("InternalIP")) {
        return address.path("address").asText();
      }
    }
    throw ApiFailure.of(500, "InternalError", "no preferred addresses found; known addresses: []");
  }
}
