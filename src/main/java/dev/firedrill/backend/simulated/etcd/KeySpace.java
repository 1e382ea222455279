package dev.firedrill.backend.simulated.etcd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Keys with all their revisions since the last compaction. */
final class KeySpace {

  /** What etcd's file has before anything is put, and how it grows. */
  private static final long PAGE = 4096;

  private final TreeMap<String, KeyHistory> keys = new TreeMap<>();
  private final ChangeLog log;
  private final Map<String, Long> lastChanges = new HashMap<>();

  /** Of the key that was changed last, as the next one often is of the same; ends with a slash. */
  private String lastBucket = "/registry/pods/";

  private long revision = 1;
  private long compacted;
  private long bytes;

  /** As {@link #bytes} were at their most: pages that are free again stay in the file. */
  private long allocated;

  KeySpace() {
    log = new ChangeLog();
  }

  /** The same content; the two change independently from now on. */
  KeySpace(KeySpace other) {
    other.keys.forEach((key, history) -> keys.put(key, new KeyHistory(history)));
    log = new ChangeLog(other.log);
    lastChanges.putAll(other.lastChanges);
    revision = other.revision;
    compacted = other.compacted;
    bytes = other.bytes;
    allocated = other.allocated;
  }

  long revision() {
    return revision;
  }

  long compacted() {
    return compacted;
  }

  /** The size of the database's file: it grows with every revision, and compaction frees none. */
  long size() {
    return pages(allocated);
  }

  /** How much of the file is in use; the rest is free pages, which new revisions take first. */
  long inUse() {
    return pages(bytes);
  }

  long allocated() {
    return allocated;
  }

  /** Gives free pages back. */
  void defragment() {
    allocated = bytes;
  }

  private static long pages(long of) {
    return 5 * PAGE + of / PAGE * PAGE;
  }

  /** The newest revision that changed a key of that bucket; 0 for none. */
  long lastChange(String bucket) {
    return lastChanges.getOrDefault(bucket, 0L);
  }

  Optional<KeyValue> get(String key) {
    return Optional.ofNullable(keys.get(key)).flatMap(history -> history.at(revision));
  }

  Range range(String prefix, String from, int limit, long asked) {
    if (asked > revision) {
      throw new EtcdFailure("etcdserver: mvcc: required revision is a future revision");
    }
    if (asked > 0 && asked < compacted) {
      throw new EtcdFailure(EtcdFailure.COMPACTED);
    }
    long at = asked == 0 ? revision : asked;
    List<KeyValue> found = new ArrayList<>();
    long remaining = 0;
    for (Map.Entry<String, KeyHistory> entry : keys.tailMap(from).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        break;
      }
      KeyValue value = entry.getValue().seen(at);
      if (value != null && limit > 0 && found.size() == limit) {
        remaining++;
      } else if (value != null) {
        found.add(value);
      }
    }
    return new Range(revision, found, remaining);
  }

  /** What happened to keys with that prefix after a revision, in the order in which it did. */
  List<KeyChange> changesSince(String prefix, long since) {
    if (since + 1 < compacted) {
      throw new EtcdFailure(EtcdFailure.COMPACTED);
    }
    List<KeyChange> changes = new ArrayList<>();
    for (String key : log.changedSince(since)) {
      KeyHistory history = key.startsWith(prefix) ? keys.get(key) : null;
      if (history != null) {
        changes.addAll(history.changesSince(since));
      }
    }
    changes.sort(Comparator.comparingLong(KeyChange::revision));
    return changes;
  }

  void put(String key, byte[] value) {
    revision++;
    KeyHistory history = history(key);
    KeyValue before = history.seen(revision);
    add(
        history,
        before == null
            ? new KeyValue(key, value, revision, revision, 1)
            : new KeyValue(key, value, before.createRevision(), revision, before.version() + 1));
  }

  void delete(String key) {
    revision++;
    add(history(key), KeyHistory.tombstone(key, revision));
  }

  /** Forgets what is of no more use to who reads at that revision or later. */
  void compact(long at) {
    compacted = at;
    keys.values().forEach(history -> history.compact(at));
    keys.values().removeIf(KeyHistory::isEmpty);
    log.forgetBefore(at);
    bytes = 0;
    keys.values().forEach(history -> history.forEach(each -> bytes += size(each)));
  }

  /** CRC-32C of what there is up to a revision. */
  long hash(long upTo) {
    CRC32C crc = new CRC32C();
    for (KeyValue each : all()) {
      if (each.modRevision() <= upTo) {
        crc.update(each.key().getBytes(StandardCharsets.UTF_8));
        crc.update(Long.toString(each.modRevision()).getBytes(StandardCharsets.UTF_8));
        crc.update(each.value());
      }
    }
    return crc.getValue();
  }

  /** Every revision of every key, by key and then by revision; deletions have version 0. */
  List<KeyValue> all() {
    return keys.values().stream().map(KeyHistory::all).flatMap(Collection::stream).toList();
  }

  /** A key space with that content. */
  static KeySpace of(long revision, long compacted, List<KeyValue> all) {
    return of(revision, compacted, 0, all);
  }

  /** The same in a file that was larger already. */
  static KeySpace of(long revision, long compacted, long allocated, List<KeyValue> all) {
    KeySpace space = new KeySpace();
    space.allocated = allocated;
    all.forEach(each -> space.add(space.history(each.key()), each));
    space.revision = revision;
    space.compacted = compacted;
    return space;
  }

  private KeyHistory history(String key) {
    return keys.computeIfAbsent(key, name -> new KeyHistory());
  }

  private void add(KeyHistory history, KeyValue revisionOfKey) {
    String key = revisionOfKey.key();
    history.add(revisionOfKey);
    log.add(revisionOfKey.modRevision(), key);
    lastChanges.merge(bucket(key), revisionOfKey.modRevision(), Math::max);
    bytes += size(revisionOfKey);
    allocated = Math.max(allocated, bytes);
  }

  private static long size(KeyValue each) {
    return each.key().length() + each.value().length + 64L;
  }

  /** {@code /registry/pods/} of {@code /registry/pods/default/web}; a short key is its own. */
  private String bucket(String key) {
    if (key.startsWith(lastBucket)) {
      return lastBucket;
    }
    int folder = key.indexOf('/', 1);
    int end = folder < 0 ? -1 : key.indexOf('/', folder + 1);
    if (end < 0) {
      return key;
    }
    lastBucket = key.substring(0, end + 1);
    return lastBucket;
  }
}
