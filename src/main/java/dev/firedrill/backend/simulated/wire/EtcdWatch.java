package dev.firedrill.backend.simulated.wire;

import com.google.protobuf.ByteString;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.etcd.KeyChange;
import dev.firedrill.backend.simulated.etcd.KeyValue;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchCreateRequest.FilterType;
import java.util.List;

/** One watch of a stream of them: what it asks for, and how far it has been told. */
final class EtcdWatch {

  private final WatchCreateRequest asked;
  private final KeyRange keys;
  private long next;

  /** A watch that begins at the revision that it asks for, or after the newest. */
  EtcdWatch(WatchCreateRequest asked, long newest) {
    this.asked = asked;
    this.keys = KeyRange.of(asked.getKey(), asked.getRangeEnd());
    this.next = asked.getStartRevision() > 0 ? asked.getStartRevision() : newest + 1;
  }

  /**
   * What has happened since it was asked last, as far as the member has seen it.
   *
   * @throws dev.firedrill.backend.simulated.etcd.EtcdFailure where that is compacted
   */
  List<Event> news(EtcdMember member) {
    long newest = member.status().revision();
    if (newest < next) {
      return List.of();
    }
    List<Event> events =
        member.changesSince("", next - 1).stream()
            .filter(change -> keys.contains(key(change)))
            .filter(change -> !asked.getFiltersList().contains(unwanted(change)))
            .map(change -> event(change, member))
            .toList();
    next = newest + 1;
    return events;
  }

  private Event event(KeyChange change, EtcdMember member) {
    Event.Builder event = Event.newBuilder();
    if (change.after().isPresent()) {
      event
          .setType(Event.EventType.PUT)
          .setKv(EtcdKeys.of(change.after().get(), member.leaseOf(key(change)), true));
    } else {
      event
          .setType(Event.EventType.DELETE)
          .setKv(
              io.etcd.jetcd.api.KeyValue.newBuilder()
                  .setKey(ByteString.copyFromUtf8(key(change)))
                  .setModRevision(change.revision()));
    }
    if (asked.getPrevKv()) {
      change.before().ifPresent(before -> event.setPrevKv(EtcdKeys.of(before, 0, true)));
    }
    return event.build();
  }

  private static FilterType unwanted(KeyChange change) {
    return change.after().isPresent() ? FilterType.NOPUT : FilterType.NODELETE;
  }

  private static String key(KeyChange change) {
    return change.after().or(change::before).map(KeyValue::key).orElse("");
  }
}
