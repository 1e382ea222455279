package dev.firedrill.backend.simulated.access;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Objects as they are stored, each read once, however many components look at it. Of each object
 * only the version that was read last is kept, while etcd keeps them all until it is compacted.
 */
final class StoredObjects {

  /** By identity, which arrays have; gone with etcd's revision. */
  private final Map<byte[], HasMetadata> read = new WeakHashMap<>();

  /** By uid, what was read last. */
  private final Map<String, WeakReference<byte[]>> last = new HashMap<>();

  <T extends HasMetadata> T read(byte[] stored, Class<T> type) {
    HasMetadata known = read.get(stored);
    if (known == null) {
      known = StoredSerialization.read(stored, type);
      read.put(stored, known);
      if (known.getMetadata().getUid() != null) {
        forgetBefore(stored, known.getMetadata().getUid());
      }
    }
    return type.isInstance(known) ? type.cast(known) : StoredSerialization.read(stored, type);
  }

  private void forgetBefore(byte[] stored, String uid) {
    WeakReference<byte[]> before = last.put(uid, new WeakReference<>(stored));
    byte[] older = before == null ? null : before.get();
    if (older != null) {
      read.remove(older);
    }
  }
}
