package dev.firedrill.backend.simulated.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/**
 * Makes tables of objects: what a server gives to clients that ask for {@code as=Table} ("Receiving
 * resources as Tables").
 */
public final class Tables {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Tables() {}

  /**
   * The table of an object or of a list.
   *
   * @param json the object or the list
   * @param include how much of each object goes with its row: {@code None}, {@code Metadata},
   *     {@code Object}
   * @param now the server's time, from which ages count
   */
  public static byte[] of(byte[] json, String include, Instant now) {
    try {
      return JSON.writeValueAsBytes(table(JSON.readTree(json), include, now, true));
    } catch (IOException e) {
      throw new UncheckedIOException("what an API server answered is JSON", e);
    }
  }

  /**
   * A watch's event with a table of one row in the place of its object; others are left as they
   * are.
   *
   * @param event one event, as JSON
   * @param first true for the first of a watch, which alone tells the columns
   */
  public static byte[] ofEvent(byte[] event, String include, Instant now, boolean first) {
    try {
      ObjectNode told = (ObjectNode) JSON.readTree(event);
      if (List.of("ADDED", "MODIFIED", "DELETED").contains(told.path("type").asText())) {
        told.set("object", table(told.path("object"), include, now, first));
      }
      return JSON.writeValueAsBytes(told);
    } catch (IOException e) {
      throw new UncheckedIOException("what an API server tells a watch is JSON", e);
    }
  }

  private static ObjectNode table(JsonNode json, String include, Instant now, boolean withColumns) {
    String kind = json.path("kind").asText();
    boolean list = json.has("items");
    List<Column> columns = Headings.ofKind(list ? kind.replaceFirst("List$", "") : kind);
    ObjectNode table = JSON.createObjectNode();
    table.put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    ObjectNode metadata = table.putObject("metadata");
    for (String field : List.of("resourceVersion", "continue", "remainingItemCount")) {
      if (json.path("metadata").has(field)) {
        metadata.set(field, json.path("metadata").path(field));
      }
    }
    ArrayNode headings = table.putArray("columnDefinitions");
    if (withColumns) {
      columns.forEach(column -> headings.add(heading(column)));
    }
    ArrayNode rows = table.putArray("rows");
    for (JsonNode each : list ? json.path("items") : List.of(json)) {
      rows.add(row(columns, each, include, now));
    }
    return table;
  }

  private static ObjectNode heading(Column column) {
    return JSON.createObjectNode()
        .put("name", column.name())
        .put("type", column.type())
        .put("format", column.name().equals("Name") ? "name" : "")
        .put("description", column.name())
        .put("priority", column.wide() ? 1 : 0);
  }

  private static ObjectNode row(
      List<Column> columns, JsonNode object, String include, Instant now) {
    ObjectNode row = JSON.createObjectNode();
    ArrayNode cells = row.putArray("cells");
    columns.forEach(column -> cells.addPOJO(column.cell().apply(new Printed(object, now))));
    switch (include) {
      case "None" -> {
        // Nothing goes with the row.
      }
      case "Object" -> row.set("object", object);
      default -> {
        ObjectNode partial = row.putObject("object");
        partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
        partial.set("metadata", object.path("metadata"));
      }
    }
    return row;
  }
}
