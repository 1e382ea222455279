package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.backend.simulated.etcd.KeyValue;
import dev.firedrill.backend.simulated.etcd.Range;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Gets and lists; every one is read from etcd, by quorum. */
final class Reading {

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
    Range page = page(target, query);
    Range selected = select(target, query, page);
    ObjectNode metadata = Json.object();
    metadata.put("resourceVersion", Long.toString(page.revision()));
    if (page.remaining() > 0) {
      String last = page.keyValues().get(page.keyValues().size() - 1).key();
      metadata.put("continue", token(page.revision(), last));
      metadata.put("remainingItemCount", page.remaining());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Resource resource = target.resource();
    out.writeBytes(
        text(
            "{\"kind\":\"%sList\",\"apiVersion\":\"%s\",\"metadata\":"
                .formatted(resource.kind(), resource.apiVersion())));
    out.writeBytes(Json.bytes(metadata));
    out.writeBytes(text(",\"items\":["));
    String separator = "";
    for (KeyValue each : selected.keyValues()) {
      out.writeBytes(text(separator));
      out.writeBytes(each.value());
      separator = ",";
    }
    out.writeBytes(text("]}"));
    List<byte[]> stored = selected.keyValues().stream().map(KeyValue::value).toList();
    return new ApiReply(200, Requests.JSON, out.toByteArray(), stored);
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
    String labels = query.getOrDefault("labelSelector", "");
    String fields = query.getOrDefault("fieldSelector", "");
    if (labels.isEmpty() && fields.isEmpty()) {
      return page;
    }
    Predicate<ObjectNode> wanted =
        Selectors.labels(labels).and(Selectors.fields(target.resource(), fields));
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
