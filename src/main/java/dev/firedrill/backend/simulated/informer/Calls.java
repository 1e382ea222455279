package dev.firedrill.backend.simulated.informer;

import dev.firedrill.backend.simulated.access.ApiConnection;
import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.api.ApiReply;
import dev.firedrill.backend.simulated.api.ApiRequest;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
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

  private static final String JSON = "application/json";
  private static final int NOT_FOUND = 404;
  private static final int FAILURES = 400;

  private final ApiConnection connection;
  private final SimulatedClients objects;
  private final Map<Class<?>, Kind> kinds = new HashMap<>();

  private record Kind(String prefix, String plural) {

    String path(String namespace, String name) {
      return path(namespace) + "/" + name;
    }

    String path(String namespace) {
      return prefix + (namespace.isEmpty() ? "/" : "/namespaces/" + namespace + "/") + plural;
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

  /** Creates the object, in the namespace that it names. */
  void create(HasMetadata object) {
    String path = kind(object.getClass()).path(namespace(object));
    successful(path, send(new ApiRequest("POST", path, Map.of(), JSON, json(object))));
  }

  /**
   * Deletes the object; no effect where it is gone.
   *
   * @param options DeleteOptions
   */
  void delete(HasMetadata object, DeleteOptions options) {
    String path = path(object);
    ApiReply reply = send(new ApiRequest("DELETE", path, Map.of(), JSON, json(options)));
    if (reply.status() != NOT_FOUND) {
      successful(path, reply);
    }
  }

  /** Posts to a subresource of the object; no effect where the object is gone. */
  void post(HasMetadata object, String subresource, KubernetesResource body) {
    String path = path(object) + "/" + subresource;
    ApiReply reply = send(new ApiRequest("POST", path, Map.of(), JSON, json(body)));
    if (reply.status() != NOT_FOUND) {
      successful(path, reply);
    }
  }

  /** Puts the object, as it is to be, in the place of what it was made from. */
  void update(HasMetadata object) {
    String path = path(object);
    successful(path, send(new ApiRequest("PUT", path, Map.of(), JSON, json(object))));
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
    return kind(object.getClass()).path(namespace(object), object.getMetadata().getName());
  }

  private static String namespace(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return namespace == null ? "" : namespace;
  }

  private static byte[] json(KubernetesResource object) {
    return Serialization.asJson(object).getBytes(StandardCharsets.UTF_8);
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
