package dev.firedrill.backend.simulated.access;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
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
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What fabric8's clients of one simulation read and write JSON with. An answer that consists of
 * stored objects is not parsed: each of them is read once, shared by all clients, and not to be
 * changed. Everything else goes the usual way, with one mapper for the whole process. Firedrill's
 * own clients share what is in lists only, for its operations edit single objects.
 */
final class StoredSerialization extends KubernetesSerialization {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Its mapper learns each kind once in a process, which takes long. */
  static final KubernetesSerialization PLAIN = new KubernetesSerialization(MAPPER, true);

  private static final Map<Type, ObjectReader> READERS = new ConcurrentHashMap<>();

  private static final int CLOSING = "]}".length();

  private final StoredObjects objects;
  private final boolean listsOnly;
  private final Map<Class<?>, Optional<Class<? extends HasMetadata>>> kinds = new HashMap<>();
  private @Nullable ApiReply last;

  private StoredSerialization(StoredObjects objects, boolean listsOnly) {
    this.objects = objects;
    this.listsOnly = listsOnly;
  }

  /** For clients that change nothing they get. */
  static StoredSerialization sharing(StoredObjects objects) {
    return new StoredSerialization(objects, false);
  }

  /** For clients that change single objects that they get, and nothing that was in a list. */
  static StoredSerialization sharingLists(StoredObjects objects) {
    return new StoredSerialization(objects, true);
  }

  /** The answer that is going to be read; another one is read as it is. */
  void answered(ApiReply reply) {
    last = reply.stored().isEmpty() || (listsOnly && reply.isOneObject()) ? null : reply;
  }

  @Override
  public <T> T unmarshal(InputStream in, TypeReference<T> type) {
    ApiReply reply = last;
    byte[] body = bytes(in);
    if (reply == null || !(type.getType() instanceof Class<?> wanted)) {
      return read(body, type.getType());
    }
    last = null;
    @SuppressWarnings("unchecked")
    T known = Arrays.equals(body, reply.body()) ? (T) known(reply, wanted) : null;
    return known == null ? read(body, type.getType()) : known;
  }

  /** What {@link #PLAIN} reads, at less cost where it is JSON, as nearly always. */
  static <T> T read(byte[] body, Type type) {
    try {
      ObjectReader reader =
          READERS.computeIfAbsent(
              type, each -> MAPPER.readerFor(MAPPER.getTypeFactory().constructType(each)));
      return body.length > 0 && body[0] == '{'
          ? reader.readValue(body)
          : PLAIN.unmarshal(new ByteArrayInputStream(body), typed(type));
    } catch (IOException e) {
      throw KubernetesClientException.launderThrowable(e);
    }
  }

  private static <T> TypeReference<T> typed(Type type) {
    return new TypeReference<T>() {
      @Override
      public Type getType() {
        return type;
      }
    };
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
    Object list = read(empty, listed);
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
