package dev.firedrill.backend.simulated.informer;

import dev.firedrill.backend.simulated.access.ApiConnection;
import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.api.ApiReply;
import dev.firedrill.backend.simulated.api.ApiRequest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What components ask of the API most often, with fabric8's objects and without its client. */
final class Calls {

  private static final int NOT_FOUND = 404;
  private static final int FAILURES = 400;

  private final ApiConnection connection;
  private final SimulatedClients objects;
  private final Map<Class<?>, Kind> kinds = new HashMap<>();

  private record Kind(String prefix, String plural) {

    String path(String namespace, String name) {
      String place = namespace.isEmpty() ? "/" : "/namespaces/" + namespace + "/";
      return prefix + place + plural + "/" + name;
    }
  }

  Calls(ApiConnection connection, SimulatedClients objects) {
    this.connection = connection;
    this.objects = objects;
  }

  String plural(Class<? extends HasMetadata> type) {
    return kind(type).plural();
  }

  /** The object, which is shared and not to be changed. */
  <T extends HasMetadata> Optional<T> get(Class<T> type, String namespace, String name) {
    String path = kind(type).path(namespace, name);
    ApiReply reply = send(new ApiRequest("GET", path, Map.of(), "", new byte[0]));
    return reply.status() == NOT_FOUND
        ? Optional.empty()
        : Optional.of(objects.object(successful(path, reply).body(), type));
  }

  /** Puts the object, as it is to be, in the place of what it was made from. */
  void update(HasMetadata object) {
    String path = path(object);
    byte[] body = Serialization.asJson(object).getBytes(StandardCharsets.UTF_8);
    successful(path, send(new ApiRequest("PUT", path, Map.of(), "application/json", body)));
  }

  /**
   * Merges a patch (RFC 7396) into the object; no effect where it is gone.
   *
   * @param subresource empty for the object itself
   */
  void merge(HasMetadata object, String subresource, String patch) {
    String path = path(object);
    ApiReply before = send(new ApiRequest("GET", path, Map.of(), "", new byte[0]));
    if (before.status() == NOT_FOUND) {
      return;
    }
    successful(path, before);
    String part = path + (subresource.isEmpty() ? "" : "/" + subresource);
    byte[] body = patch.getBytes(StandardCharsets.UTF_8);
    successful(
        part, send(new ApiRequest("PATCH", part, Map.of(), "application/merge-patch+json", body)));
  }

  private String path(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return kind(object.getClass())
        .path(namespace == null ? "" : namespace, object.getMetadata().getName());
  }

  private Kind kind(Class<? extends HasMetadata> type) {
    Kind known = kinds.get(type);
    if (known == null) {
      String version = HasMetadata.getApiVersion(type);
      known =
          new Kind(
              (version.contains("/") ? "/apis/" : "/api/") + version, HasMetadata.getPlural(type));
      kinds.put(type, known);
    }
    return known;
  }

  private ApiReply send(ApiRequest request) {
    try {
      return connection.send(request);
    } catch (IOException e) {
      throw new KubernetesClientException(
          request.method() + " " + request.path() + ": " + e.getMessage(), e);
    }
  }

  private static ApiReply successful(String path, ApiReply reply) {
    if (reply.status() >= FAILURES) {
      Status status = Serialization.unmarshal(text(reply), Status.class);
      throw new KubernetesClientException(
          path + ": " + status.getMessage(), reply.status(), status);
    }
    return reply;
  }

  private static String text(ApiReply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }
}
