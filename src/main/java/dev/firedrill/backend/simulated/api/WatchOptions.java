package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a watch is asked for.
 *
 * @param since the version after which events are wanted; 0 to begin with what is there
 * @param selected which objects
 * @param bookmarks whether it is told from time to time how far it has come
 * @param limit how long it lasts at most
 */
record WatchOptions(long since, Predicate<ObjectNode> selected, boolean bookmarks, Duration limit) {

  private static final Duration LONG = Duration.ofMinutes(30);

  static WatchOptions of(Target target, Map<String, String> query) {
    Predicate<ObjectNode> selected =
        Selectors.labels(query.getOrDefault("labelSelector", ""))
            .and(Selectors.fields(target.resource(), query.getOrDefault("fieldSelector", "")));
    Predicate<ObjectNode> named =
        target.name().isEmpty()
            ? selected
            : selected.and(object -> object.at("/metadata/name").asText().equals(target.name()));
    String limit = query.getOrDefault("timeoutSeconds", "");
    return new WatchOptions(
        version(query.getOrDefault("resourceVersion", "")),
        named,
        query.getOrDefault("allowWatchBookmarks", "").equals("true"),
        limit.isEmpty() || limit.equals("0") ? LONG : Duration.ofSeconds(Long.parseLong(limit)));
  }

  /** True where the query asks for a watch and not for a list. */
  static boolean asked(Map<String, String> query) {
    String watch = query.getOrDefault("watch", "false");
    return !watch.equals("false") && !watch.equals("0");
  }

  private static long version(String text) {
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ApiFailure.badRequest(
          "resourceVersion: Invalid value: \"%s\": strconv.ParseUint: parsing \"%s\": invalid syntax"
              .formatted(text, text));
    }
  }
}
