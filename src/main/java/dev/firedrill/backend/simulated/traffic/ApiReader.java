package dev.firedrill.backend.simulated.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The API as a service proxy reads it. Takes no time. */
@FunctionalInterface
public interface ApiReader {

  /** What is at that path; empty where the API gives no such answer. */
  Optional<JsonNode> get(String path);
}
