package dev.firedrill.backend.simulated.etcd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One key's revisions, the oldest first; a deletion is a revision with version 0. */
final class KeyHistory {

  private static final byte[] NOTHING = {};

  private final ArrayList<KeyValue> revisions;

  KeyHistory() {
    revisions = new ArrayList<>(1);
  }

  KeyHistory(KeyHistory other) {
    revisions = new ArrayList<>(other.revisions);
  }

  static KeyValue tombstone(String key, long revision) {
    return new KeyValue(key, NOTHING, 0, revision, 0);
  }

  void add(KeyValue revision) {
    revisions.add(revision);
  }

  List<KeyValue> all() {
    return List.copyOf(revisions);
  }

  void forEach(Consumer<KeyValue> each) {
    revisions.forEach(each);
  }

  boolean isEmpty() {
    return revisions.isEmpty();
  }

  /** The value that a read at that revision sees. */
  Optional<KeyValue> at(long revision) {
    return Optional.ofNullable(seen(revision));
  }

  /** The same, or null. */
  @Nullable KeyValue seen(long revision) {
    for (int i = revisions.size() - 1; i >= 0; i--) {
      KeyValue found = revisions.get(i);
      if (found.modRevision() <= revision) {
        return found.version() == 0 ? null : found;
      }
    }
    return null;
  }

  /** What happened after a revision; the oldest first. */
  List<KeyChange> changesSince(long since) {
    List<KeyChange> changes = new ArrayList<>();
    for (int i = revisions.size() - 1; i >= 0 && revisions.get(i).modRevision() > since; i--) {
      KeyValue now = revisions.get(i);
      Optional<KeyValue> before = i == 0 ? Optional.empty() : there(revisions.get(i - 1));
      changes.add(0, new KeyChange(now.modRevision(), before, there(now)));
    }
    return changes;
  }

  private static Optional<KeyValue> there(KeyValue revision) {
    return revision.version() == 0 ? Optional.empty() : Optional.of(revision);
  }

  void compact(long at) {
    KeyValue kept = seen(at);
    if (revisions.size() == 1 && revisions.get(0) == kept) {
      return;
    }
    revisions.removeIf(
        each ->
            each.modRevision() <= at && (kept == null || kept.modRevision() != each.modRevision()));
  }
}
