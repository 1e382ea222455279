package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.backend.simulated.etcd.KeyValue;
import dev.firedrill.backend.simulated.etcd.Range;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Gets and lists; every one is read from etcd, by quorum. */
final class Reading {

  /** What a list has around its objects, roughly. */
  private static final int ENVELOPE = 256;

  private final ObjectStore store;

  Reading(ObjectStore store) {
    this.store = store;
  }

  byte[] get(Target target) {
    return store
        .raw(target.key())
        .map(KeyValue::value)
        .orElseThrow(() -> ApiFailure.notFound(target.resource(), target.name()));
  }

  /** The objects of a collection that the request selects. */
  List<KeyValue> selected(Target target, Map<String, String> query) {
    return select(target, query, page(target, query)).keyValues();
  }

  ApiReply list(Target target, Map<String, String> query) {
    Range page = fullPage(target, query);
    Range selected = select(target, query, page);
    ObjectNode metadata = Json.object();
    metadata.put("resourceVersion", Long.toString(page.revision()));
    if (page.remaining() > 0) {
      String last = page.keyValues().get(page.keyValues().size() - 1).key();
      metadata.put("continue", token(page.revision(), last));
      if (!isSelecting(query)) {
        metadata.put("remainingItemCount", page.remaining());
      }
    }
    List<byte[]> stored = selected.keyValues().stream().map(KeyValue::value).toList();
    Resource resource = target.resource();
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(
            ENVELOPE + stored.stream().mapToInt(each -> each.length + 1).sum());
    out.writeBytes(
        text(
            "{\"kind\":\""
                + resource.kind()
                + "List\",\"apiVersion\":\""
                + resource.apiVersion()
                + "\",\"metadata\":"));
    out.writeBytes(Json.bytes(metadata));
    out.writeBytes(text(",\"items\":["));
    for (int i = 0; i < stored.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      out.writeBytes(stored.get(i));
    }
    out.writeBytes(text("]}"));
    return new ApiReply(200, Requests.JSON, out.toByteArray(), stored);
  }

  /**
   * A page with as many objects as the limit says of those that the request selects, where there
   * are that many; those between them are in it too.
   */
  private Range fullPage(Target target, Map<String, String> query) {
    Range page = page(target, query);
    int limit = Integer.parseInt(query.getOrDefault("limit", "0"));
    if (limit == 0 || !isSelecting(query)) {
      return page;
    }
    String folder = target.resource().folder(target.namespace());
    List<KeyValue> all = new ArrayList<>(page.keyValues());
    Predicate<ObjectNode> wanted = wanted(target, query);
    long left = page.remaining();
    while (left > 0
        && all.stream().filter(each -> wanted.test(store.parse(each))).count() < limit) {
      String next = all.get(all.size() - 1).key() + "\0";
      Range more = store.list(folder, next, 1, page.revision());
      all.addAll(more.keyValues());
      left = more.remaining();
    }
    return new Range(page.revision(), all, left);
  }

  private static boolean isSelecting(Map<String, String> query) {
    return !query.getOrDefault("labelSelector", "").isEmpty()
        || !query.getOrDefault("fieldSelector", "").isEmpty();
  }

  private static Predicate<ObjectNode> wanted(Target target, Map<String, String> query) {
    return Selectors.labels(query.getOrDefault("labelSelector", ""))
        .and(Selectors.fields(target.resource(), query.getOrDefault("fieldSelector", "")));
  }

  private Range page(Target target, Map<String, String> query) {
    String folder = target.resource().folder(target.namespace());
    int limit = Integer.parseInt(query.getOrDefault("limit", "0"));
    String next = query.getOrDefault("continue", "");
    if (next.isEmpty()) {
      return store.list(folder, folder, limit, 0);
    }
    ObjectNode token = token(next);
    Range page = store.list(folder, token.path("start").asText(), limit, token.path("rv").asLong());
    return new Range(token.path("rv").asLong(), page.keyValues(), page.remaining());
  }

  private Range select(Target target, Map<String, String> query, Range page) {
    if (!isSelecting(query)) {
      return page;
    }
    Predicate<ObjectNode> wanted = wanted(target, query);
    return new Range(
        page.revision(),
        page.keyValues().stream().filter(each -> wanted.test(store.parse(each))).toList(),
        page.remaining());
  }

  private static String token(long revision, String last) {
    ObjectNode token = Json.object();
    token.put("v", "meta.k8s.io/v1").put("rv", revision).put("start", last + "\0");
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(token));
  }

  private static ObjectNode token(String text) {
    try {
      return Json.object(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw ApiFailure.badRequest("continue key is not valid: " + e.getMessage());
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
