package dev.firedrill.backend.simulated.kubeadm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** The documents of a YAML text by their kind. */
final class Documents {

  private static final ObjectMapper YAML =
      new ObjectMapper(
          new YAMLFactory()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES));

  private final Map<String, JsonNode> byKind = new TreeMap<>();

  private Documents() {}

  static Documents parse(String yaml) {
    Documents documents = new Documents();
    try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(yaml)) {
      while (all.hasNext()) {
        JsonNode document = all.next();
        documents.byKind.put(document.path("kind").asText(), document);
      }
    } catch (IOException e) {
      throw new KubeadmFailed("error unmarshaling configuration: " + e.getMessage());
    }
    return documents;
  }

  static String yaml(Object tree) {
    try {
      return YAML.writeValueAsString(tree);
    } catch (IOException e) {
      throw new UncheckedIOException("a tree can be written as YAML", e);
    }
  }

  JsonNode of(String kind) {
    return byKind.getOrDefault(kind, MissingNode.getInstance());
  }
}
