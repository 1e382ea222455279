package dev.firedrill.backend.simulated.api;

import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.etcd.KeyValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/** The objects of one kind that have an owner, of which there are few among many. */
final class OwnedObjects implements FollowedFolder.Kept {

  private final FollowedFolder followed;
  private final TreeMap<String, byte[]> owned = new TreeMap<>();

  OwnedObjects(Resource resource) {
    this.followed = new FollowedFolder(resource, this);
  }

  /**
   * Those that there are, by a linearizable read, in the order of their keys.
   *
   * @throws EtcdFailure where the member does not answer
   */
  List<byte[]> in(EtcdMember etcd) {
    followed.follow(etcd);
    return List.copyOf(owned.values());
  }

  @Override
  public void clear() {
    owned.clear();
  }

  @Override
  public void remove(KeyValue before) {
    owned.remove(before.key());
  }

  @Override
  public void add(KeyValue after) {
    String text = new String(after.value(), StandardCharsets.ISO_8859_1);
    if (text.contains("\"ownerReferences\":[{")) {
      owned.put(after.key(), after.value());
    } else {
      owned.remove(after.key());
    }
  }
}
