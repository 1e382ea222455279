package dev.firedrill.backend.simulated.informer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fabric8.kubernetes.api.model.Binding;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;

/**
 * How components create, change and delete objects: without fabric8's client, and changes by merge
 * patches, so that nobody else's fields are touched.
 */
public final class Writes {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private Writes() {}

  /** Sets the fields of the status that the given one has; null in a map removes a field. */
  public static void status(Informers api, HasMetadata object, Object status) {
    statusAs(api, object, Serialization.asJson(status));
  }

  /** The same of a status that is JSON already. */
  public static void statusAs(Informers api, HasMetadata object, String status) {
    api.calls().merge(object, "status", "{\"status\":" + status + "}");
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

  /** Creates the object, in the namespace that it names. */
  public static void create(Informers api, HasMetadata object) {
    api.calls().create(object);
  }

  /** Deletes the object with its own grace period; no effect where it is gone. */
  public static void delete(Informers api, HasMetadata object) {
    api.calls().delete(object, new DeleteOptions());
  }

  /** Deletes the object, at once where the grace period is 0; no effect where it is gone. */
  public static void delete(Informers api, HasMetadata object, long gracePeriodSeconds) {
    api.calls()
        .delete(
            object, new DeleteOptionsBuilder().withGracePeriodSeconds(gracePeriodSeconds).build());
  }

  /** Binds the pod to that node; no effect where the pod is gone. */
  public static void bind(Informers api, Pod pod, String node) {
    Binding binding =
        new BindingBuilder()
            .withNewMetadata()
            .withName(pod.getMetadata().getName())
            .withNamespace(pod.getMetadata().getNamespace())
            .endMetadata()
            .withNewTarget()
            .withApiVersion("v1")
            .withKind("Node")
            .withName(node)
            .endTarget()
            .build();
    api.calls().post(pod, "binding", binding);
  }
}
