package dev.firedrill.contract;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run of the suite on one backend found, kept as {@code target/contract/BACKEND.json}.
 *
 * @param backend its name
 * @param cases in the order in which they ran
 */
record BackendResults(String backend, List<CaseResult> cases) {

  static final Path FOLDER = Path.of("target", "contract");

  private static final ObjectMapper JSON = new ObjectMapper();

  BackendResults {
    cases = List.copyOf(cases);
  }

  /** Reads what a run wrote. */
  static BackendResults read(Path folder, String backend) {
    try {
      return new BackendResults(
          backend,
          JSON.readValue(file(folder, backend).toFile(), new TypeReference<List<CaseResult>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no results of backend " + backend + "; run the contract suite on it first", e);
    }
  }

  /** Whether a run on that backend left results. */
  static boolean has(Path folder, String backend) {
    return Files.exists(file(folder, backend));
  }

  /** Writes them for others to read. */
  void write(Path folder) {
    try {
      Files.createDirectories(folder);
      JSON.writerWithDefaultPrettyPrinter().writeValue(file(folder, backend).toFile(), cases);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the results of backend " + backend, e);
    }
  }

  /** By the name of the case. */
  Map<String, CaseResult> byName() {
    return cases.stream().collect(Collectors.toMap(CaseResult::name, result -> result));
  }

  private static Path file(Path folder, String backend) {
    return folder.resolve(backend + ".json");
  }
}
