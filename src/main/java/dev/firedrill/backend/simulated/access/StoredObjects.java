package dev.firedrill.backend.simulated.access;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.WeakHashMap;

/** Objects as they are stored, each read once, however many components look at it. */
final class StoredObjects {

  /** By identity, which arrays have; gone with etcd's revision. */
  private final Map<byte[], HasMetadata> read = new WeakHashMap<>();

  <T extends HasMetadata> T read(byte[] stored, Class<T> type) {
    HasMetadata known = read.get(stored);
    if (known == null) {
      known = StoredSerialization.read(stored, type);
      read.put(stored, known);
    }
    return type.isInstance(known) ? type.cast(known) : StoredSerialization.read(stored, type);
  }
}
