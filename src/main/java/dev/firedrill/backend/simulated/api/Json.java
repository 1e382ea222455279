package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Objects of the API as trees. */
final class Json {

  /** Sorted: clients write maps in an order that differs from one process to the next. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was stored. */
  static ObjectNode stored(byte[] bytes) {
    try {
      return (ObjectNode) MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("etcd holds what is no object", e);
    }
  }

  /** What a client sent, JSON or YAML. */
  static JsonNode body(byte[] bytes) {
    try {
      JsonNode node = bytes.length > 0 && bytes[0] == '{' ? MAPPER.readTree(bytes) : text(bytes);
      if (node == null || !node.isContainerNode()) {
        throw ApiFailure.badRequest("the object provided is unrecognized: no object in the body");
      }
      return node;
    } catch (IOException | YamlEngineException e) {
      throw ApiFailure.badRequest("the object provided is unrecognized: " + e.getMessage());
    }
  }

  private static JsonNode text(byte[] bytes) throws JsonProcessingException {
    String text = new String(bytes, StandardCharsets.UTF_8).strip();
    return text.startsWith("{") || text.startsWith("[")
        ? MAPPER.readTree(text)
        : MAPPER.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  static ObjectNode object(byte[] bytes) {
    if (body(bytes) instanceof ObjectNode object) {
      return object;
    }
    throw ApiFailure.badRequest("the object provided is unrecognized: expected an object");
  }

  /** The object there, made where it is missing. */
  static ObjectNode in(ObjectNode parent, String field) {
    return parent.get(field) instanceof ObjectNode found ? found : parent.putObject(field);
  }

  static void orElse(ObjectNode parent, String field, String value) {
    if (!parent.hasNonNull(field)) {
      parent.put(field, value);
    }
  }

  static void orElse(ObjectNode parent, String field, int value) {
    if (!parent.hasNonNull(field)) {
      parent.put(field, value);
    }
  }
}
