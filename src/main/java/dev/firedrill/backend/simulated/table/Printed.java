package dev.firedrill.backend.simulated.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An object that is put into a table's row.
 *
 * @param json the object
 * @param now the server's time, from which ages count
 */
record Printed(JsonNode json, Instant now) {

  static final String NONE = "<none>";

  JsonNode at(String pointer) {
    return json.at(pointer);
  }

  /** Empty where it is missing. */
  String text(String pointer) {
    return json.at(pointer).asText("");
  }

  String text(String pointer, String absent) {
    String text = text(pointer);
    return text.isEmpty() ? absent : text;
  }

  long number(String pointer) {
    return json.at(pointer).asLong(0);
  }

  /** How long ago that moment was, as kubectl writes it. */
  String since(String pointer) {
    try {
      return Age.text(Duration.between(Instant.parse(text(pointer)), now));
    } catch (DateTimeException absent) {
      return "<unknown>";
    }
  }

  /** The element of a list that has that type. */
  Optional<JsonNode> ofType(String pointer, String type) {
    for (JsonNode each : json.at(pointer)) {
      if (each.path("type").asText().equals(type)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** What the function makes of each element of a list, with commas. */
  String joined(String pointer, Function<JsonNode, String> text) {
    List<String> all = new ArrayList<>();
    json.at(pointer).forEach(each -> all.add(text.apply(each)));
    return String.join(",", all);
  }

  /** Pairs of a map as {@code a=b,c=d}; {@code <none>} where there are none. */
  String pairs(String pointer) {
    List<String> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : json.at(pointer).properties()) {
      all.add(each.getKey() + "=" + each.getValue().asText());
    }
    return all.isEmpty() ? NONE : String.join(",", all);
  }
}
