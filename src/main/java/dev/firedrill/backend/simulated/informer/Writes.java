package dev.firedrill.backend.simulated.informer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;

/** How components change objects: by merge patches, so that nobody else's fields are touched. */
public final class Writes {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private Writes() {}

  /** Sets the fields of the status that the given one has; null in a map removes a field. */
  public static void status(KubernetesClient client, HasMetadata object, Object status) {
    String json = Serialization.asJson(Map.of("status", status));
    resource(client, object).subresource("status").patch(MERGE, sorted(json));
  }

  /** Merges into the object; null in a map removes a field. */
  public static void merge(KubernetesClient client, HasMetadata object, Map<String, ?> change) {
    try {
      resource(client, object).patch(MERGE, JSON.writeValueAsString(change));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not to be written as JSON: " + change, e);
    }
  }

  /** Maps of the JDK have another order in every process; what is stored must not. */
  private static String sorted(String json) {
    try {
      return JSON.writeValueAsString(JSON.readValue(json, Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + json, e);
    }
  }

  /** Deletes the object, at once where the grace period is 0. */
  public static void delete(KubernetesClient client, HasMetadata object, long gracePeriodSeconds) {
    resource(client, object).withGracePeriod(gracePeriodSeconds).delete();
  }

  private static <T extends HasMetadata> Resource<T> resource(KubernetesClient client, T object) {
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) object.getClass();
    String name = object.getMetadata().getName();
    String namespace = object.getMetadata().getNamespace();
    return namespace == null
        ? client.resources(type).withName(name)
        : client.resources(type).inNamespace(namespace).withName(name);
  }
}
