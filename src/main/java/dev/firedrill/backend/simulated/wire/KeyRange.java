package dev.firedrill.backend.simulated.wire;

import com.google.protobuf.ByteString;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.etcd.KeyValue;
import java.util.List;

/**
 * The keys that a request means ("etcd API", RangeRequest).
 *
 * @param first the first of them
 * @param end the first that is none any more; empty for the one key alone, a zero byte for no end
 */
record KeyRange(String first, ByteString end) {

  private static final ByteString NO_END = ByteString.copyFrom(new byte[] {0});

  static KeyRange of(ByteString key, ByteString end) {
    return new KeyRange(key.toStringUtf8(), end);
  }

  /** What the member has of them, by a linearizable read, in their order. */
  List<KeyValue> in(EtcdMember member, long revision) {
    return member.range(end.isEmpty() ? first : "", first, 0, revision).keyValues().stream()
        .filter(each -> contains(each.key()))
        .toList();
  }

  /** True of a key among them. */
  boolean contains(String key) {
    if (end.isEmpty()) {
      return key.equals(first);
    }
    return key.compareTo(first) >= 0
        && (end.equals(NO_END)
            || ByteString.unsignedLexicographicalComparator()
                    .compare(ByteString.copyFromUtf8(key), end)
                < 0);
  }
}
