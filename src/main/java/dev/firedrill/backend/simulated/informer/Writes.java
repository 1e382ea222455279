package dev.firedrill.backend.simulated.informer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;

/** How components change objects: by merge patches, so that nobody else's fields are touched. */
public final class Writes {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private Writes() {}

  /** Sets the fields of the status that the given one has; null in a map removes a field. */
  public static void status(Informers api, HasMetadata object, Object status) {
    api.calls().merge(object, "status", Serialization.asJson(Map.of("status", status)));
  }

  /** Merges into the object; null in a map removes a field. */
  public static void merge(Informers api, HasMetadata object, Map<String, ?> change) {
    try {
      api.calls().merge(object, "", JSON.writeValueAsString(change));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not to be written as JSON: " + change, e);
    }
  }

  /** Puts the object in the place of the one it was made from, unless that has changed. */
  public static void update(Informers api, HasMetadata object) {
    api.calls().update(object);
  }

  /** Deletes the object, at once where the grace period is 0. */
  public static void delete(Informers api, HasMetadata object, long gracePeriodSeconds) {
    resource(api.client(), object).withGracePeriod(gracePeriodSeconds).delete();
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
