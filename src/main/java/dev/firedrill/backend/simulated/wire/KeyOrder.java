package dev.firedrill.backend.simulated.wire;

import com.google.protobuf.ByteString;
import dev.firedrill.backend.simulated.etcd.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import java.util.Comparator;
import java.util.List;

/** The order in which a client wants keys. */
record KeyOrder(Comparator<KeyValue> comparator) {

  static KeyOrder of(RangeRequest request) {
    Comparator<KeyValue> by =
        switch (request.getSortTarget()) {
          case VERSION -> Comparator.comparingLong(KeyValue::version);
          case CREATE -> Comparator.comparingLong(KeyValue::createRevision);
          case MOD -> Comparator.comparingLong(KeyValue::modRevision);
          case VALUE ->
              Comparator.comparing(
                  each -> ByteString.copyFrom(each.value()),
                  ByteString.unsignedLexicographicalComparator());
          default -> Comparator.comparing(KeyValue::key);
        };
    return new KeyOrder(
        request.getSortOrder() == RangeRequest.SortOrder.DESCEND ? by.reversed() : by);
  }

  List<KeyValue> sorted(List<KeyValue> all) {
    return all.stream().sorted(comparator).toList();
  }
}
