package dev.firedrill.backend.simulated.api;

import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.etcd.KeyChange;
import dev.firedrill.backend.simulated.etcd.KeyValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one kind that have an owner, of which there are few among many: read once, and
 * from then on by what has changed. Asked of another member, or behind a compaction, it reads anew.
 */
final class OwnedObjects {

  private final Resource resource;
  private final TreeMap<String, byte[]> owned = new TreeMap<>();
  private @Nullable EtcdMember member;
  private long seen;

  OwnedObjects(Resource resource) {
    this.resource = resource;
  }

  /**
   * Those that there are, by a linearizable read, in the order of their keys.
   *
   * @throws EtcdFailure where the member does not answer
   */
  List<byte[]> in(EtcdMember etcd) {
    long newest = etcd.nextRevision() - 1;
    if (etcd != member || newest < seen || !follow(etcd)) {
      readAnew(etcd);
    }
    member = etcd;
    seen = newest;
    return List.copyOf(owned.values());
  }

  /** False where etcd has forgotten what happened since. */
  private boolean follow(EtcdMember etcd) {
    try {
      for (KeyChange change : etcd.currentChangesSince(resource.folder(), seen)) {
        change.before().map(KeyValue::key).ifPresent(owned::remove);
        change.after().ifPresent(this::add);
      }
      return true;
    } catch (EtcdFailure failure) {
      if (failure.getMessage().contains("compacted")) {
        return false;
      }
      throw failure;
    }
  }

  private void readAnew(EtcdMember etcd) {
    owned.clear();
    etcd.range(resource.folder(), resource.folder(), 0, 0).keyValues().forEach(this::add);
  }

  private void add(KeyValue value) {
    String text = new String(value.value(), StandardCharsets.ISO_8859_1);
    if (text.contains("\"ownerReferences\":[{")) {
      owned.put(value.key(), value.value());
    } else {
      owned.remove(value.key());
    }
  }
}
