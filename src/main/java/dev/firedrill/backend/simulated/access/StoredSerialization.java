package dev.firedrill.backend.simulated.access;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.firedrill.backend.simulated.api.ApiReply;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What fabric8's clients of one simulation read and write JSON with. An answer that consists of
 * stored objects is not parsed: each of them is read once, shared by all clients, and not to be
 * changed. Everything else goes the usual way, with one mapper for the whole process.
 */
final class StoredSerialization extends KubernetesSerialization {

  /** Its mapper learns each kind once in a process, which takes long. */
  static final KubernetesSerialization PLAIN = new KubernetesSerialization();

  private static final int CLOSING = "]}".length();

  private final StoredObjects objects;
  private final Map<Class<?>, Optional<Class<? extends HasMetadata>>> kinds = new HashMap<>();
  private @Nullable ApiReply last;

  StoredSerialization(StoredObjects objects) {
    this.objects = objects;
  }

  /** The answer that is going to be read; another one is read as it is. */
  void answered(ApiReply reply) {
    last = reply.stored().isEmpty() ? null : reply;
  }

  @Override
  public <T> T unmarshal(InputStream in, TypeReference<T> type) {
    ApiReply reply = last;
    if (reply == null || !(type.getType() instanceof Class<?> wanted)) {
      return PLAIN.unmarshal(in, type);
    }
    last = null;
    byte[] body = bytes(in);
    @SuppressWarnings("unchecked")
    T known = Arrays.equals(body, reply.body()) ? (T) known(reply, wanted) : null;
    return known == null ? PLAIN.unmarshal(new ByteArrayInputStream(body), type) : known;
  }

  @Override
  public <T> String asJson(T object) {
    return PLAIN.asJson(object);
  }

  @Override
  public <T> T clone(T resource) {
    return PLAIN.clone(resource);
  }

  private @Nullable Object known(ApiReply reply, Class<?> wanted) {
    boolean concrete = !Modifier.isAbstract(wanted.getModifiers());
    if (concrete && KubernetesResourceList.class.isAssignableFrom(wanted)) {
      return kind(wanted).map(kind -> list(reply, wanted, kind)).orElse(null);
    }
    return concrete && HasMetadata.class.isAssignableFrom(wanted) && reply.isOneObject()
        ? objects.read(reply.body(), wanted.asSubclass(HasMetadata.class))
        : null;
  }

  /** The list as it is without items, and the items. */
  private <I extends HasMetadata> @Nullable Object list(
      ApiReply reply, Class<?> listed, Class<I> kind) {
    if (reply.isOneObject()) {
      return null;
    }
    List<byte[]> stored = reply.stored();
    int separators = stored.size() - 1;
    int head =
        reply.body().length
            - CLOSING
            - separators
            - stored.stream().mapToInt(each -> each.length).sum();
    byte[] empty = Arrays.copyOf(reply.body(), head + CLOSING);
    System.arraycopy(reply.body(), reply.body().length - CLOSING, empty, head, CLOSING);
    Object list = PLAIN.unmarshal(new ByteArrayInputStream(empty), listed);
    @SuppressWarnings("unchecked")
    List<I> items = ((KubernetesResourceList<I>) list).getItems();
    stored.forEach(each -> items.add(objects.read(each, kind)));
    return list;
  }

  private Optional<Class<? extends HasMetadata>> kind(Class<?> listed) {
    return kinds.computeIfAbsent(listed, StoredSerialization::kindIn);
  }

  private static Optional<Class<? extends HasMetadata>> kindIn(Class<?> listed) {
    try {
      return listed.getMethod("getItems").getGenericReturnType() instanceof ParameterizedType list
              && list.getActualTypeArguments()[0] instanceof Class<?> item
              && HasMetadata.class.isAssignableFrom(item)
              && !Modifier.isAbstract(item.getModifiers())
          ? Optional.of(item.asSubclass(HasMetadata.class))
          : Optional.empty();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every list has items, not " + listed, e);
    }
  }

  private static byte[] bytes(InputStream in) {
    try (in) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new KubernetesClientException("an answer in memory cannot be read", e);
    }
  }
}
