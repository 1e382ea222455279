package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.backend.simulated.etcd.KeyChange;
import dev.firedrill.backend.simulated.etcd.KeyValue;
import dev.firedrill.backend.simulated.kernel.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The events of one watch ("Efficient detection of changes"). What no longer matches the selectors
 * is told as deleted, what matches them anew as added. A server knows only what happened since its
 * own start: who asks for something older is told that his version is too old.
 */
final class WatchStream implements ApiWatch {

  private static final Duration BETWEEN_BOOKMARKS = Duration.ofMinutes(1);

  private final Simulation simulation;
  private final ObjectStore store;
  private final Target target;
  private final WatchOptions options;
  private final long oldest;
  private final BooleanSupplier serverRuns;
  private final Instant until;
  private Instant bookmarked;
  private long seen;
  private boolean begun;
  private boolean ended;

  /**
   * A watch of which nothing was taken yet.
   *
   * @param oldest the version from which on the server knows what happened
   */
  WatchStream(
      Simulation simulation,
      ObjectStore store,
      Target target,
      WatchOptions options,
      long oldest,
      BooleanSupplier serverRuns) {
    this.simulation = simulation;
    this.store = store;
    this.target = target;
    this.options = options;
    this.oldest = oldest;
    this.serverRuns = serverRuns;
    this.until = simulation.now().plus(options.limit());
    this.bookmarked = simulation.now();
    this.seen = options.since();
  }

  @Override
  public ApiReply beginning() {
    return new ApiReply(200, "application/json", new byte[0]);
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public List<byte[]> take() {
    List<byte[]> events = new ArrayList<>();
    ended = ended || !serverRuns.getAsBoolean();
    if (!ended) {
      try {
        collect(events);
      } catch (ApiFailure failure) {
        if (failure.code() == ApiFailure.GONE) {
          events.add(event("ERROR", failure.status()));
        }
        ended = true;
      }
    }
    return events;
  }

  private void collect(List<byte[]> events) {
    if (!begun) {
      begun = true;
      begin(events);
    }
    if (store.changes(target.resource()) > seen) {
      for (KeyChange change : store.changesSince(folder(), seen)) {
        seen = Math.max(seen, change.revision());
        told(change).ifPresent(events::add);
      }
    }
    Instant now = simulation.now();
    if (options.bookmarks() && !now.isBefore(bookmarked.plus(BETWEEN_BOOKMARKS))) {
      bookmarked = now;
      events.add(bookmark());
    }
    ended = !now.isBefore(until);
  }

  private void begin(List<byte[]> events) {
    if (seen == 0) {
      var there = store.list(folder(), folder(), 0, 0);
      seen = there.revision();
      there.keyValues().stream()
          .map(store::parse)
          .filter(options.selected())
          .forEach(object -> events.add(event("ADDED", object)));
    } else if (seen < oldest) {
      throw ApiFailure.tooOld(seen, oldest);
    }
  }

  private Optional<byte[]> told(KeyChange change) {
    Optional<ObjectNode> before = change.before().map(this::read).filter(options.selected());
    Optional<ObjectNode> after = change.after().map(this::read).filter(options.selected());
    if (after.isPresent()) {
      return after.map(object -> event(before.isPresent() ? "MODIFIED" : "ADDED", object));
    }
    return before.map(object -> event("DELETED", at(object, change.revision())));
  }

  private ObjectNode read(KeyValue value) {
    return Json.stored(value.value());
  }

  private static ObjectNode at(ObjectNode object, long revision) {
    Json.in(object, "metadata").put("resourceVersion", Long.toString(revision));
    return object;
  }

  private byte[] bookmark() {
    ObjectNode object = Json.object();
    object.put("kind", target.resource().kind()).put("apiVersion", target.resource().apiVersion());
    return event("BOOKMARK", at(object, Math.max(seen, store.localRevision())));
  }

  private String folder() {
    return target.resource().folder(target.namespace());
  }

  private static byte[] event(String type, ObjectNode object) {
    ObjectNode event = Json.object();
    event.put("type", type).set("object", object);
    return Json.bytes(event);
  }
}
